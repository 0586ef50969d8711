package dev.wsman.codegen;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.WsmanProtocolException;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.IllegalNameException;
import dev.wsman.codegen.model.NamePattern;
import dev.wsman.codegen.model.PrintableText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads class declarations from a live server: as CIM-XML from servers that support it (Windows, OMI), or else in
 * openwsman's own form. The first class is requested in one form and then in the other, and the form that works is used
 * from then on. Sends one request per class.
 *
 * <p>Superclasses are always read. By default, so are the other classes that a class needs: targets of references and
 * classes of embedded instances, in properties and in parameters. If the server does not have a named class, reading it
 * throws a {@link DeclarationException} with its name. If the server does not have a class that is only needed, a note
 * says so.
 *
 * <p>MOF can supply what servers omit (openwsman: superclasses, targets of references, methods; Windows: descriptions),
 * with {@link CimRepository#overlay}. Controllers such as iDRAC and AMT serve no declarations: read their MOF with
 * {@link ClassSource}.
 *
 * <p>Failures of the session itself (no connection, access denied) are thrown unchanged. Not thread-safe.
 */
public final class ServerClasses {

    /** A listener for reading classes. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each class, whether the server has it or not.
         *
         * @param name the class
         * @param done how many classes have been read
         * @param known how many classes are to be read, as far as known
         */
        void read(CimName name, int done, int known);
    }

    /** Faults that are about the user or a temporary state, not about the class. */
    private static final Set<WsmanError.Kind> UNRELATED_TO_CLASS = EnumSet.of(
            WsmanError.Kind.ACCESS_DENIED,
            WsmanError.Kind.CONCURRENCY,
            WsmanError.Kind.ENCODING_LIMIT,
            WsmanError.Kind.ENDPOINT_UNAVAILABLE,
            WsmanError.Kind.QUOTA_LIMIT,
            WsmanError.Kind.TIMED_OUT);

    private final String namespace;
    private final List<DeclarationForm> forms;
    private final List<String> notes = new ArrayList<>();
    private @Nullable DeclarationForm served;
    private boolean closure = true;
    private Progress progress = (name, done, known) -> {};

    private ServerClasses(Session session, String namespace) {
        this.namespace = namespace;
        this.forms = List.of(new CimXmlForm(session, namespace), new OpenwsmanForm(session, namespace));
    }

    /**
     * Returns a reader of the classes of a namespace.
     *
     * @param namespace such as {@code root/cimv2}
     * @throws IllegalArgumentException if the namespace is blank
     */
    public static ServerClasses of(Session session, String namespace) {
        Objects.requireNonNull(session, "session");
        String clean = CimNamespaces.normalize(namespace);
        if (clean.isEmpty()) {
            throw new IllegalArgumentException(
                    "namespace: expected a namespace such as root/cimv2, got '" + namespace + "'");
        }
        return new ServerClasses(session, clean);
    }

    /** Restricts reading to the named classes and their superclasses. */
    public ServerClasses withoutClosure() {
        closure = false;
        return this;
    }

    /** Sets the listener that is called after each class. */
    public ServerClasses progress(Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Reads classes.
     *
     * @param namesAndPatterns names, in any case, and patterns ({@code Win32_*}), which need a server that can list
     *     its classes
     * @throws DeclarationException if the server does not have a class, a pattern matches no class, or a declaration
     *     cannot be used; if a class has more than 64 superclasses, or more than 2000 classes are needed in addition to
     *     the named ones
     * @throws IllegalArgumentException if no name or pattern is given
     */
    public CimRepository read(String... namesAndPatterns) {
        if (namesAndPatterns.length == 0) {
            throw new IllegalArgumentException("namesAndPatterns: expected at least one name or pattern");
        }
        Set<CimName> named = named(List.of(namesAndPatterns));
        ClassQueue queue = new ClassQueue(named);
        List<CimClass> classes = new ArrayList<>();
        while (!queue.isEmpty()) {
            CimName name = queue.next();
            Optional<CimClass> found = readClass(name, named.contains(name));
            found.ifPresent(classes::add);
            found.ifPresent(declared -> queue.add(declared, needs(declared)));
            progress.read(name, queue.done(), queue.known());
        }
        return CimRepository.of(classes);
    }

    /**
     * Returns the names of all classes in the namespace, in the server's order.
     *
     * @throws DeclarationException if the server cannot list them
     */
    public List<CimName> names() {
        for (DeclarationForm form : candidates()) {
            List<CimName> names = list(form);
            if (names.size() > DeclarationForm.MOST_NAMES) {
                throw new DeclarationException(
                        "namespace " + namespace,
                        "the server lists more than " + DeclarationForm.MOST_NAMES
                                + " classes: give the names of the classes instead of patterns");
            }
            if (!names.isEmpty()) {
                served = form;
                return names.stream().distinct().toList();
            }
        }
        throw new DeclarationException(
                "namespace " + namespace,
                "the server does not list its classes: give the names of the classes instead of patterns");
    }

    /**
     * Describes declarations that were possibly not read as intended, and needed classes that the server does not have.
     */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private Set<CimName> named(List<String> namesAndPatterns) {
        Set<CimName> names = new LinkedHashSet<>();
        Collection<CimName> all = null;
        for (String text : namesAndPatterns) {
            NamePattern pattern = new NamePattern(text);
            if (!pattern.isPattern()) {
                names.add(className(pattern.toString()));
                continue;
            }
            all = all == null ? names() : all;
            List<CimName> matching =
                    all.stream().filter(pattern::matches).sorted().toList();
            if (matching.isEmpty()) {
                throw new DeclarationException(
                        "class " + pattern, "the server has no matching class in namespace " + namespace);
            }
            names.addAll(matching);
        }
        return names;
    }

    private static CimName className(String text) {
        if (!CimName.isName(text)) {
            throw new IllegalArgumentException(
                    "namesAndPatterns: '" + PrintableText.of(text) + "' is not a class name");
        }
        return new CimName(text);
    }

    private void note(String note) {
        notes.add(PrintableText.of(note));
    }

    private Collection<CimName> needs(CimClass declared) {
        return closure ? declared.needs() : declared.superclass().stream().toList();
    }

    private Optional<CimClass> readClass(CimName name, boolean named) {
        List<String> reasons = new ArrayList<>();
        for (DeclarationForm form : candidates()) {
            try {
                CimClass declared = form.read(name, this::note);
                served = form;
                return Optional.of(declared);
            } catch (WsmanFaultException fault) {
                reasons.add(requireAboutClass(fault));
            } catch (IllegalNameException hostile) {
                throw hostile;
            } catch (DeclarationException | WsmanProtocolException unreadable) {
                reasons.add(requireUnknownForm(unreadable));
            }
        }
        if (named) {
            throw new DeclarationException("class " + name, notServed(reasons));
        }
        note("class " + name + ": it is needed and " + notServed(reasons));
        return Optional.empty();
    }

    private List<DeclarationForm> candidates() {
        DeclarationForm known = served;
        return known == null ? forms : List.of(known);
    }

    private String notServed(List<String> reasons) {
        if (served != null) {
            return "the server does not have it in namespace " + namespace + ": " + reasons.get(0);
        }
        return "the server does not have it in namespace " + namespace
                + ", or does not serve declarations (use MOF instead). CIM-XML: " + reasons.get(0)
                + " openwsman's GetClass: " + reasons.get(1);
    }

    /** Returns the reason of a fault that is about the class; throws any other fault. */
    private static String requireAboutClass(WsmanFaultException fault) {
        if (UNRELATED_TO_CLASS.contains(fault.error().kind())) {
            throw fault;
        }
        // Windows sends only the kind of fault as the reason
        String reason =
                fault.error().providerMessage().orElse(fault.error().reason()).strip();
        return reason.isEmpty() ? fault.error().kind().toString() : reason;
    }

    /** Returns why the server does not support the form. Throws the exception if the server is known to support it. */
    private String requireUnknownForm(RuntimeException unreadable) {
        if (served != null) {
            throw unreadable;
        }
        return String.valueOf(unreadable.getMessage());
    }

    private List<CimName> list(DeclarationForm form) {
        try {
            return form.names();
        } catch (WsmanFaultException fault) {
            requireAboutClass(fault);
        } catch (IllegalNameException hostile) {
            throw hostile;
        } catch (DeclarationException | WsmanProtocolException unreadable) {
            requireUnknownForm(unreadable);
        }
        return List.of();
    }
}
