package dev.wsman.codegen.java;

import com.palantir.javapoet.CodeBlock;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimElement;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimRepository;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Generates Java source files from class declarations. */
public final class JavaGenerator {
    private final CimRepository repository;
    private final ClassNames names;
    private final String packageName;
    private final String namespace;
    private final Function<CimName, String> resourceUri;
    private final Map<CimName, ClassPlan> plans = new HashMap<>();

    /**
     * Creates a generator.
     *
     * @param repository the declarations
     * @param generated the names of the classes to generate
     * @param packageName the package of the generated classes
     * @param namespace the CIM namespace of the classes; empty if it is unknown
     * @param resourceUri returns the resource URI of a class
     */
    public JavaGenerator(
            CimRepository repository,
            Collection<CimName> generated,
            String packageName,
            String namespace,
            Function<CimName, String> resourceUri) {
        this.repository = repository;
        this.names = new ClassNames(repository, generated, packageName);
        this.packageName = packageName;
        this.namespace = namespace;
        this.resourceUri = resourceUri;
    }

    /** Returns the files by path, with {@code /} as separator, ordered by path. */
    public SortedMap<String, String> generate() {
        SortedMap<String, String> files = new TreeMap<>();
        String folder = packageName.replace('.', '/') + "/";
        Set<String> deprecated = names.generated().stream()
                .filter(name -> JavadocText.isDeprecated(repository.get(name)))
                .map(names::of)
                .collect(Collectors.toSet());
        for (CimName name : names.generated()) {
            ClassEmitter.Target target = new ClassEmitter.Target(packageName, resourceUri.apply(name), namespace);
            files.put(folder + names.of(name) + ".java", new ClassEmitter(plan(name), target, deprecated).emit());
        }
        files.put(folder + "package-info.java", index());
        return files;
    }

    /** Describes elements that are not generated as declared because Java cannot hold them. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (CimName name : names.generated()) {
            CimClass declared = repository.get(name);
            declared.properties().forEach(p -> note(declared, p, p.type(), notes));
            for (CimMethod method : declared.methods()) {
                method.returnType().ifPresent(type -> note(declared, method, type, notes));
                method.parameters().forEach(p -> note(declared, p, p.type(), notes));
            }
        }
        return notes;
    }

    private static void note(CimClass owner, CimElement element, CimDataType type, List<String> notes) {
        EnumConstants.limitExceeded(element, type)
                .ifPresent(limitExceeded -> notes.add("class " + owner.name() + ": " + element.name()
                        + " has no enum of its values: " + limitExceeded));
    }

    private ClassPlan plan(CimName name) {
        ClassPlan known = plans.get(name);
        if (known == null) {
            Optional<ClassPlan> parent = names.parent(name).map(this::plan);
            known = new ClassPlan(repository.get(name), parent, names, repository);
            plans.put(name, known);
        }
        return known;
    }

    /**
     * Returns the source that maps each CIM class to the Java class that represents it, including classes that are not
     * generated.
     */
    private String index() {
        CodeBlock.Builder file = CodeBlock.builder()
                .add("/** Classes generated from CIM declarations: typed views of instances that servers send. */\n")
                .add("@$T({\n", JavaTypes.CIM_PACKAGE);
        for (CimClass declared : repository.classes()) {
            String javaName = names.representing(declared.name());
            if (!javaName.equals(ClassNames.BASE)) {
                file.add("    $S,\n", declared.name() + "=" + javaName);
            }
        }
        return SourceText.ascii(
                file.add("})\npackage $L;\n", packageName).build().toString());
    }
}
