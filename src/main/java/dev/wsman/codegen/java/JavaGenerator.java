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

/** From declarations to files. */
public final class JavaGenerator {
    private final CimRepository repository;
    private final ClassNames names;
    private final String packageName;
    private final String namespace;
    private final Function<CimName, String> resourceUri;
    private final Map<CimName, ClassPlan> plans = new HashMap<>();

    /** Classes of {@code repository} that {@code generated} names, into a package. */
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

    /** The files by their path, {@code /} between its parts, ordered by it. */
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

    /** What is not generated as it is declared, since Java cannot hold it. */
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
        EnumConstants.excess(element, type)
                .ifPresent(excess -> notes.add("class " + owner.name() + ": " + element.name()
                        + " is generated with its values as sent only: " + excess));
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

    /** Tells which Java class stands for which CIM class, those that are not generated included. */
    private String index() {
        CodeBlock.Builder file = CodeBlock.builder()
                .add("/** Classes generated from CIM declarations: views over what servers send. */\n")
                .add("@$T({\n", JavaTypes.CIM_PACKAGE);
        for (CimClass declared : repository.classes()) {
            String javaName = names.standsFor(declared.name());
            if (!javaName.equals("CimObject")) {
                file.add("    $S,\n", declared.name() + "=" + javaName);
            }
        }
        return SourceText.ascii(
                file.add("})\npackage $L;\n", packageName).build().toString());
    }
}
