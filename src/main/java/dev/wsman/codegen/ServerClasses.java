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
 * Reads class declarations from a live server: CIM-XML where it is served (Windows, OMI), openwsman's own form otherwise. Which
 * one it is, is found out by asking for the first class in one form and then in the other, and remembered. One request per class.
 *
 * <p>Superclasses are followed always; by default also what a class needs otherwise: the classes its references point to and those
 * of embedded instances, in properties and in parameters. A class that was named and is not there is a
 * {@link DeclarationException} that names it, before anything else is read; one that is only needed and not served is noted.
 *
 * <p>What servers leave out (openwsman: superclasses, targets of references, methods; Windows: descriptions) comes from MOF, with
 * {@link CimRepository#overlay}. Controllers like iDRAC and AMT serve no declarations: read their MOF with {@link ClassSource}.
 *
 * <p>Failures of the session itself (no connection, access denied) come through as they are. Not thread-safe.
 */
public final class ServerClasses {

    /** Told of each class that was read. */
    @FunctionalInterface
    public interface Progress {
        /**
         * Called after each class.
         *
         * @param name which one
         * @param done how many have been read
         * @param known how many are to be read in all, as far as that is known by now
         */
        void read(CimName name, int done, int known);
    }

    /** Faults that say something of the moment or of the user, and nothing of the class. */
    private static final Set<WsmanError.Kind> PASSING = EnumSet.of(
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
     * Classes of a namespace.
     *
     * @param namespace such as {@code root/cimv2}
     * @throws IllegalArgumentException where it is blank
     */
    public static ServerClasses of(Session session, String namespace) {
        Objects.requireNonNull(session, "session");
        String clean = namespace.strip().replace('\\', '/').replaceAll("^/+|/+$", "");
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("namespace: expected one such as root/cimv2, got '" + namespace + "'");
        }
        return new ServerClasses(session, clean);
    }

    /** Reads only what is named, and its superclasses. */
    public ServerClasses withoutClosure() {
        closure = false;
        return this;
    }

    /** Who is told of each class that was read. */
    public ServerClasses progress(Progress listener) {
        progress = Objects.requireNonNull(listener, "listener");
        return this;
    }

    /**
     * Reads classes.
     *
     * @param namesAndPatterns names, in any case, and patterns ({@code Win32_*}), which need a server that can list its classes
     * @throws DeclarationException where a class is not there, a pattern names nothing, or a declaration cannot be
     *     used; if more than 64 superclasses follow each other, or more than 2000 classes are needed beside those that
     *     were named
     * @throws IllegalArgumentException where nothing is named
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
            Optional<CimClass> found = ask(name, named.contains(name));
            found.ifPresent(classes::add);
            found.ifPresent(declared -> queue.add(declared, needs(declared)));
            progress.read(name, queue.done(), queue.known());
        }
        return CimRepository.of(classes);
    }

    /**
     * The names of all classes in the namespace, in the server's order.
     *
     * @throws DeclarationException where the server cannot list them
     */
    public List<CimName> names() {
        for (DeclarationForm form : candidates()) {
            List<CimName> names = list(form);
            if (names.size() > DeclarationForm.MOST_NAMES) {
                throw new DeclarationException(
                        "namespace " + namespace,
                        "the server lists more than " + DeclarationForm.MOST_NAMES
                                + " classes: name each of those that are meant, without patterns");
            }
            if (!names.isEmpty()) {
                served = form;
                return names.stream().distinct().toList();
            }
        }
        throw new DeclarationException(
                "namespace " + namespace, "the server does not list its classes: name each of them, without patterns");
    }

    /** What was read in a way its author may not have meant, and what is needed but not served. */
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
                        "class " + pattern, "nothing of that name is in the server's namespace " + namespace);
            }
            names.addAll(matching);
        }
        return names;
    }

    private static CimName className(String text) {
        if (!CimName.isName(text)) {
            throw new IllegalArgumentException(
                    "namesAndPatterns: '" + PrintableText.of(text) + "' is not the name of a class");
        }
        return new CimName(text);
    }

    private void note(String note) {
        notes.add(PrintableText.of(note));
    }

    private Collection<CimName> needs(CimClass declared) {
        return closure ? declared.needs() : declared.superclass().stream().toList();
    }

    private Optional<CimClass> ask(CimName name, boolean named) {
        List<String> reasons = new ArrayList<>();
        for (DeclarationForm form : candidates()) {
            try {
                CimClass declared = form.read(name, this::note);
                served = form;
                return Optional.of(declared);
            } catch (WsmanFaultException fault) {
                reasons.add(reason(fault));
            } catch (IllegalNameException hostile) {
                throw hostile;
            } catch (DeclarationException | WsmanProtocolException unreadable) {
                reasons.add(notThisForm(unreadable));
            }
        }
        if (named) {
            throw new DeclarationException("class " + name, unserved(reasons));
        }
        note("class " + name + ": it is needed and " + unserved(reasons));
        return Optional.empty();
    }

    private List<DeclarationForm> candidates() {
        DeclarationForm known = served;
        return known == null ? forms : List.of(known);
    }

    private String unserved(List<String> reasons) {
        if (served != null) {
            return "the server does not have it in namespace " + namespace + ": " + reasons.get(0);
        }
        return "the server does not have it in namespace " + namespace
                + ", or serves no declarations (then read MOF). CIM-XML: " + reasons.get(0)
                + " openwsman's GetClass: " + reasons.get(1);
    }

    private static String reason(WsmanFaultException fault) {
        if (PASSING.contains(fault.error().kind())) {
            throw fault;
        }
        // Windows says in the reason no more than what kind of fault it is
        String reason =
                fault.error().providerMessage().orElse(fault.error().reason()).strip();
        return reason.isEmpty() ? fault.error().kind().toString() : reason;
    }

    /** An answer without a declaration is another form's, as long as none is known to be served. */
    private String notThisForm(RuntimeException unreadable) {
        if (served != null) {
            throw unreadable;
        }
        return String.valueOf(unreadable.getMessage());
    }

    private List<CimName> list(DeclarationForm form) {
        try {
            return form.names();
        } catch (WsmanFaultException fault) {
            reason(fault);
        } catch (IllegalNameException hostile) {
            throw hostile;
        } catch (DeclarationException | WsmanProtocolException unreadable) {
            notThisForm(unreadable);
        }
        return List.of();
    }
}
