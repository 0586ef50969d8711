package dev.wsman.codegen;

import dev.wsman.Session;
import dev.wsman.codegen.java.JavaGenerator;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Writes Java source for CIM classes: for each a class that extends its superclass's and is a lazy typed view over an
 * {@code Instance} (see {@code dev.wsman.cim}). The same declarations give the same files, octet for octet; the source is
 * formatted and compiles with {@code -Xlint:all -Werror} on Java 17 and later.
 *
 * <p>Immutable; each setting answers another generator.
 */
public final class ClassGenerator {
    private final CimRepository repository;
    private final String packageName;
    private final ResourceUris uris;
    private final List<String> patterns;
    private final boolean closure;
    private final List<String> unserved;

    private ClassGenerator(
            CimRepository repository,
            String packageName,
            ResourceUris uris,
            List<String> patterns,
            boolean closure,
            List<String> unserved) {
        this.repository = repository;
        this.packageName = packageName;
        this.uris = uris;
        this.patterns = patterns;
        this.closure = closure;
        this.unserved = List.copyOf(unserved);
    }

    /** A generator of all these classes into that package. */
    public static ClassGenerator of(CimRepository repository, String packageName) {
        Objects.requireNonNull(repository, "repository");
        PackageNames.problem(packageName).ifPresent(problem -> {
            throw new IllegalArgumentException("packageName: '" + PrintableText.of(packageName) + "' is " + problem);
        });
        return new ClassGenerator(
                repository, packageName, new ResourceUris("", "", Map.of()), List.of(), true, List.of());
    }

    private ClassGenerator with(ResourceUris others) {
        return new ClassGenerator(repository, packageName, others, patterns, closure, unserved);
    }

    /**
     * The CIM namespace the classes are served in, such as {@code root/cimv2}: part of Windows' resource URIs, else sent as
     * {@code __cimnamespace}. Empty, the default, leaves it to the server.
     */
    public ClassGenerator namespace(String name) {
        String clean = printable("name", name).replace('\\', '/').replaceAll("^/+|/+$", "");
        return with(uris.in(clean));
    }

    /** What comes before the class's name in resource URIs of all classes, instead of what is known of its schema's prefix. */
    public ClassGenerator resourceUriPrefix(String prefix) {
        if (printable("prefix", prefix).isBlank() || prefix.contains("*")) {
            throw new IllegalArgumentException(
                    "prefix: expected what comes before a class's name, got '" + prefix + "'");
        }
        return with(uris.given(slashed(prefix)));
    }

    /**
     * What comes before the class's name in resource URIs of some schemas, instead of what is known of them.
     *
     * @param prefixes the prefixes by the names of schemas, such as {@code MSFT}, in any case
     */
    public ClassGenerator resourceUriPrefixes(Map<String, String> prefixes) {
        Map<String, String> bySchema = new HashMap<>();
        prefixes.forEach((schema, prefix) ->
                bySchema.put(schema.toLowerCase(Locale.ROOT), slashed(printable("prefixes", prefix))));
        return with(uris.with(bySchema));
    }

    private static String slashed(String prefix) {
        return prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /**
     * Asks a server under which resource URIs it has the classes that are generated, and takes those. It is sent an
     * Identify and, for each schema, at least one Enumerate for one item. A schema that the server has under none of
     * the resource URIs that are known for it, or not under the prefix that was given, is one of the {@link
     * #warnings()}.
     *
     * @param session a session with the server that the generated classes are for; it stays open
     */
    public ClassGenerator servedBy(Session session) {
        CimRepository selected = selected();
        // declarations that cannot be used fail before anything is sent
        selected.classes().forEach(declared -> selected.superclasses(declared.name()));
        ServedUris.Result found = ServedUris.ask(session, uris, selected.classes());
        return new ClassGenerator(
                repository, packageName, uris.with(found.prefixes()), patterns, closure, found.warnings());
    }

    /** The prefixes of resource URIs that a server was found to want, by schema. */
    Map<String, String> servedPrefixes() {
        return uris.bySchema();
    }

    /** The generator of the same classes from nothing but their declarations: what a snapshot holds. */
    ClassGenerator ofSelected() {
        return new ClassGenerator(selected(), packageName, uris, List.of(), closure, unserved);
    }

    private static String printable(String argument, String text) {
        if (!PrintableText.of(text).equals(text)) {
            throw new IllegalArgumentException(
                    argument + ": '" + PrintableText.of(text) + "' has characters that are not visible");
        }
        return text;
    }

    /**
     * Only the classes that these names or patterns ({@code Win32_*}) name, and all they need. Without a call, all classes. A
     * pattern that names nothing is a {@link DeclarationException} when files are generated.
     */
    public ClassGenerator classes(String... namesAndPatterns) {
        return new ClassGenerator(repository, packageName, uris, List.of(namesAndPatterns), closure, unserved);
    }

    /**
     * Generates what {@link #classes} names and its superclasses, and nothing else that it needs: references and embedded
     * instances are then of the nearest class that is generated, or {@code CimObject}.
     */
    public ClassGenerator withoutClosure() {
        return new ClassGenerator(repository, packageName, uris, patterns, false, unserved);
    }

    /** The declarations that are generated from, as the settings choose them: what a snapshot has to hold. */
    public CimRepository selected() {
        if (patterns.isEmpty()) {
            return repository;
        }
        Set<CimName> named = new LinkedHashSet<>();
        patterns.forEach(pattern -> named.addAll(repository.matching(pattern)));
        if (closure) {
            return repository.closure(named);
        }
        Set<CimName> chains = new LinkedHashSet<>(named);
        named.forEach(name -> repository.superclasses(name).forEach(above -> chains.add(above.name())));
        return CimRepository.of(chains.stream().map(repository::get).toList());
    }

    /** The files by their path below the root of sources, ordered by it. */
    public SortedMap<String, String> generate() {
        return generator(selected()).generate();
    }

    private JavaGenerator generator(CimRepository selected) {
        List<CimName> generated =
                selected.classes().stream().map(CimClass::name).toList();
        return new JavaGenerator(repository, generated, packageName, uris.namespace(), uris::of);
    }

    /**
     * What makes the generated classes less than they should be: superclasses that are not declared, so that the
     * classes lack what they would inherit, and schemas that the server of {@link #servedBy} does not have. Each is a
     * sentence for people.
     */
    public List<String> warnings() {
        CimRepository selected = selected();
        List<String> warnings = new ArrayList<>();
        selected.missingSuperclasses()
                .forEach(name -> warnings.add("class " + name + ": it is not declared, so that what "
                        + selected.subclasses(name) + " would inherit from it, keys too, is missing"));
        warnings.addAll(unserved);
        return warnings;
    }

    /** What else is needed and not declared, and what is not generated as it is declared. */
    List<String> notes() {
        CimRepository selected = selected();
        List<String> notes = new ArrayList<>();
        if (closure) {
            Set<CimName> missing = new TreeSet<>();
            selected.classes().forEach(declared -> missing.addAll(declared.needs()));
            selected.missingSuperclasses().forEach(missing::remove);
            missing.stream()
                    .filter(name -> repository.find(name).isEmpty())
                    .forEach(name -> notes.add("class " + name
                            + ": it is needed and not declared, so that references and embedded instances of it are"
                            + " of CimObject"));
        }
        notes.addAll(generator(selected).notes());
        return notes;
    }

    /**
     * Writes the files below a folder, which is created; a file that has that content already is left alone. A file
     * that would be outside of the folder, through a symbolic link too, is a {@link DeclarationException}, and no file
     * is written then.
     *
     * @param folder the root of sources; the package's folders are created below it
     * @return the paths of the files, those included that were left alone
     */
    public List<Path> writeTo(Path folder) {
        return SourceFiles.below(folder, generate()).write();
    }
}
