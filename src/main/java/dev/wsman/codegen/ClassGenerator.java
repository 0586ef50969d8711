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
 * Writes Java source for CIM classes. Each CIM class becomes a Java class that extends the class of its superclass and
 * is a lazy typed view of an {@code Instance} (see {@code dev.wsman.cim}). The same declarations give the same files,
 * byte for byte. The source is formatted and compiles with {@code -Xlint:all -Werror} on Java 17 and later.
 *
 * <p>Immutable. Each setting returns another generator.
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

    /**
     * Returns a generator of all classes of a repository.
     *
     * @param packageName the Java package of the generated classes
     * @throws IllegalArgumentException if classes cannot be generated into the package
     */
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
     * Sets the CIM namespace of the classes, such as {@code root/cimv2}. It becomes part of the resource URIs of
     * Windows; in other requests it is sent as the selector {@code __cimnamespace}. If the namespace is empty, the
     * default, the server chooses.
     */
    public ClassGenerator namespace(String name) {
        return with(uris.withNamespace(CimNamespaces.normalize(requirePrintable("name", name))));
    }

    /**
     * Sets the part before the class name in all resource URIs, instead of the documented prefix of each schema.
     *
     * @throws IllegalArgumentException if the prefix is blank or contains {@code *}
     */
    public ClassGenerator resourceUriPrefix(String prefix) {
        if (requirePrintable("prefix", prefix).isBlank() || prefix.contains("*")) {
            throw new IllegalArgumentException(
                    "prefix: expected the part of a resource URI before the class name, got '" + prefix + "'");
        }
        return with(uris.withCommonPrefix(withFinalSlash(prefix)));
    }

    /**
     * Sets the part before the class name in the resource URIs of some schemas, instead of their documented prefixes.
     *
     * @param prefixes the prefixes by schema name, such as {@code MSFT}, in any case
     */
    public ClassGenerator resourceUriPrefixes(Map<String, String> prefixes) {
        Map<String, String> bySchema = new HashMap<>();
        prefixes.forEach((schema, prefix) ->
                bySchema.put(schema.toLowerCase(Locale.ROOT), withFinalSlash(requirePrintable("prefixes", prefix))));
        return with(uris.withSchemaPrefixes(bySchema));
    }

    private static String withFinalSlash(String prefix) {
        return prefix.endsWith("/") ? prefix : prefix + "/";
    }

    /**
     * Finds out under which resource URIs a server has the selected classes, and uses those. Sends one Identify and,
     * for each schema, at least one Enumerate for one item. A schema that the server has under none of the known
     * resource URIs, or not under the given prefix, is reported by {@link #warnings()}.
     *
     * @param session a session with the server that the generated classes are for; it stays open
     */
    public ClassGenerator servedBy(Session session) {
        CimRepository selected = selected();
        // fails for unusable declarations before anything is sent
        selected.classes().forEach(declared -> selected.superclasses(declared.name()));
        ResourceUriProbe.Result found = ResourceUriProbe.probe(session, uris, selected.classes());
        return new ClassGenerator(
                repository,
                packageName,
                uris.withSchemaPrefixes(found.prefixes()),
                patterns,
                closure,
                found.warnings());
    }

    /** Returns the resource URI prefixes, by schema, that differ from the documented ones. */
    Map<String, String> servedPrefixes() {
        return uris.bySchema();
    }

    /**
     * Returns a generator that has only the declarations of the selected classes, as if it were read from a snapshot.
     */
    ClassGenerator withSelectedOnly() {
        return new ClassGenerator(selected(), packageName, uris, List.of(), closure, unserved);
    }

    private static String requirePrintable(String argument, String text) {
        if (!PrintableText.of(text).equals(text)) {
            throw new IllegalArgumentException(
                    argument + ": '" + PrintableText.of(text) + "' contains invisible characters");
        }
        return text;
    }

    /**
     * Selects classes by name or pattern ({@code Win32_*}), and all classes that they need. Without this setting, all
     * classes are selected. If a pattern matches no class, generating files throws a {@link DeclarationException}.
     */
    public ClassGenerator classes(String... namesAndPatterns) {
        return new ClassGenerator(repository, packageName, uris, List.of(namesAndPatterns), closure, unserved);
    }

    /**
     * Generates only the classes that {@link #classes} selects, and their superclasses. References and embedded
     * instances then have the type of the nearest superclass that is generated, or {@code CimObject}.
     */
    public ClassGenerator withoutClosure() {
        return new ClassGenerator(repository, packageName, uris, patterns, false, unserved);
    }

    /** Returns the declarations of the classes that are generated: the content of a snapshot. */
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

    /** Returns the text of each file by its path below the source folder, ordered by path. */
    public SortedMap<String, String> generate() {
        return generator(selected()).generate();
    }

    private JavaGenerator generator(CimRepository selected) {
        List<CimName> generated =
                selected.classes().stream().map(CimClass::name).toList();
        return new JavaGenerator(repository, generated, packageName, uris.namespace(), uris::of);
    }

    /**
     * Describes what makes the generated classes incomplete: superclasses that are not declared, so that the classes
     * lack the inherited members, and schemas that the server of {@link #servedBy} does not have. Each warning is a
     * sentence for people.
     */
    public List<String> warnings() {
        CimRepository selected = selected();
        List<String> warnings = new ArrayList<>();
        selected.missingSuperclasses()
                .forEach(name -> warnings.add("class " + name + ": it is not declared, so that "
                        + selected.subclasses(name) + " lack the members, including keys, that they inherit from it"));
        warnings.addAll(unserved);
        return warnings;
    }

    /** Describes classes that are needed and not declared, and elements that are not generated as declared. */
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
                            + ": it is needed and not declared, so that references to it and embedded instances of it"
                            + " have the type CimObject"));
        }
        notes.addAll(generator(selected).notes());
        return notes;
    }

    /**
     * Writes the files below a folder, which is created if necessary. A file that already has the content is not
     * written again. If a file would be outside of the folder, by its name or through a symbolic link, throws a {@link
     * DeclarationException} and writes no file.
     *
     * @param folder the root of the source files; the folders of the package are created below it
     * @return the paths of all files, including those that were not written again
     */
    public List<Path> writeTo(Path folder) {
        return SourceFiles.below(folder, generate()).write().stream()
                .map(SourceFiles.Written::path)
                .toList();
    }
}
