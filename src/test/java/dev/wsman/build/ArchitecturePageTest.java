package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.lang.reflect.Member;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** ARCHITECTURE.md is true: its table of packages, its rules, and every class, method and test that it names. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of("ARCHITECTURE.md");
    private static final Path DRAWING = Path.of("docs", "architecture.svg");
    private static final String ROOT = "dev.wsman";
    private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
    private static final Pattern MEMBER = Pattern.compile("([A-Z]\\w+)\\.([a-z]\\w*|[A-Z_]+)");
    private static final Pattern TYPE = Pattern.compile("[A-Z][a-z]\\w*");
    private static final Pattern TITLE = Pattern.compile("<text class=\"n\"[^>]*>([^<]+)</text>");
    private static final JavaClasses CLASSES =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages(ROOT);

    @Test
    void listsEveryPackageWithThePackagesThatItUses() throws IOException {
        assertThat(listedPackages()).isEqualTo(packagesInCode());
    }

    @Test
    void namesTheTestOfEveryRule() throws IOException {
        Set<String> rules = Stream.of(
                        Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                                .filter(field -> field.isAnnotationPresent(ArchTest.class)),
                        Arrays.stream(ArchitectureTest.class.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(ArchTest.class)))
                .flatMap(members -> members)
                .map(Member.class::cast)
                .map(Member::getName)
                .collect(Collectors.toSet());
        String page = Files.readString(PAGE);
        String section = page.substring(page.indexOf("## Rules"), page.indexOf("## Where to change what"));
        Set<String> named = new TreeSet<>();
        section.lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| rule"))
                .map(line -> line.split("\\|")[3])
                .forEach(cell -> CODE.matcher(cell).results().forEach(match -> named.add(match.group(1))));
        assertThat(named).containsExactlyInAnyOrderElementsOf(rules);
    }

    @Test
    void namesOnlyClassesAndMethodsThatExist() throws IOException {
        Map<String, JavaClass> types = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && isOurs(type))
                .collect(Collectors.toMap(JavaClass::getSimpleName, type -> type));
        Set<String> testsAndTestkit = typesBelow(Path.of("src", "test"), Path.of("src", "testkit"));
        Matcher code = CODE.matcher(Files.readString(PAGE));
        int checked = 0;
        while (code.find()) {
            String named = code.group(1);
            Matcher member = MEMBER.matcher(named);
            if (member.matches()) {
                assertThat(types).containsKey(member.group(1));
                assertThat(memberNames(types.get(member.group(1)))).as(named).contains(member.group(2));
                checked++;
            } else if (TYPE.matcher(named).matches()) {
                assertThat(types.containsKey(named) || testsAndTestkit.contains(named))
                        .as(named)
                        .isTrue();
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(120);
    }

    @Test
    void drawsOnlyPackagesThatExist() throws IOException {
        Set<String> drawn = TITLE.matcher(Files.readString(DRAWING))
                .results()
                .map(match -> match.group(1).startsWith(ROOT) ? match.group(1) : ROOT + "." + match.group(1))
                .filter(name -> !name.equals(ROOT + ".schema") && !name.equals(ROOT + ".testkit"))
                .collect(Collectors.toSet());
        Set<String> topmost = packagesInCode().keySet().stream()
                .filter(name -> name.matches(ROOT + "(\\.(cim|codegen|event|shell|internal\\.\\w+))?"))
                .collect(Collectors.toSet());
        assertThat(drawn).isEqualTo(topmost);
    }

    private static Set<String> typesBelow(Path... folders) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.replace(".java", "")));
            }
        }
        return names;
    }

    private static Set<String> memberNames(JavaClass type) {
        return Stream.concat(type.getMethods().stream(), type.getFields().stream())
                .map(member -> member.getName())
                .collect(Collectors.toSet());
    }

    private static SortedMap<String, SortedSet<String>> listedPackages() throws IOException {
        SortedMap<String, SortedSet<String>> listed = new TreeMap<>();
        String page = Files.readString(PAGE);
        page.substring(0, page.indexOf("## Five walks"))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .forEach(line -> {
                    String[] cells = line.split("\\|");
                    SortedSet<String> used = new TreeSet<>();
                    CODE.matcher(cells[3]).results().forEach(match -> used.add(qualified(match.group(1))));
                    listed.put(qualified(cells[1].strip().replace("`", "")), used);
                });
        return listed;
    }

    private static String qualified(String name) {
        return name.startsWith(ROOT) ? name : ROOT + "." + name;
    }

    private static SortedMap<String, SortedSet<String>> packagesInCode() {
        SortedMap<String, SortedSet<String>> packages = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            if (isOurs(type)) {
                SortedSet<String> used = packages.computeIfAbsent(type.getPackageName(), name -> new TreeSet<>());
                type.getDirectDependenciesFromSelf().stream()
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith(ROOT))
                        .map(target -> packageOf(target))
                        .filter(target -> !target.equals(type.getPackageName()))
                        .forEach(used::add);
            }
        }
        return packages;
    }

    /** The packages of the generated schema count as one. */
    private static String packageOf(JavaClass type) {
        return type.getPackageName().startsWith(ROOT + ".schema") ? ROOT + ".schema" : type.getPackageName();
    }

    private static boolean isOurs(JavaClass type) {
        return !type.getPackageName().startsWith(ROOT + ".schema")
                && !type.getSimpleName().equals("package-info");
    }
}
