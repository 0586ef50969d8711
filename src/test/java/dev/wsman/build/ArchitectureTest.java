package dev.wsman.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.wsman.Credentials;
import dev.wsman.internal.value.CimText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Scanner;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The dependency rules of the packages, and the types that the public API may show. */
@AnalyzeClasses(packages = "dev.wsman", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final int MOST_PUBLIC_TYPES = 25;
    private static final Path TESTKIT = Path.of("src/testkit/java");

    @ArchTest
    static final ArchRule internalPackagesDoNotUseThePublicApi = noClasses()
            .that()
            .resideInAPackage("dev.wsman.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wsman", "dev.wsman.cim..", "dev.wsman.codegen..", "dev.wsman.shell..", "dev.wsman.event..");

    @ArchTest
    static final ArchRule codegenUsesOnlyPublicApi = noClasses()
            .that()
            .resideInAPackage("dev.wsman.codegen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..");

    /**
     * Generated classes read arrays and intervals as {@code Instance} and JAXB classes do: through this entry point.
     */
    @ArchTest
    static final ArchRule cimUsesOnlyPublicApiAndCimText = noClasses()
            .that()
            .resideInAPackage("dev.wsman.cim..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..")
                    .and(not(equivalentTo(CimText.class))));

    /** The messages of a shell have types that the public API does not show: {@code internal.shell} has them all. */
    @ArchTest
    static final ArchRule shellUsesOnlyPublicApiAndInternalShell = noClasses()
            .that()
            .resideInAPackage("dev.wsman.shell..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..")
                    .and(resideOutsideOfPackage("dev.wsman.internal.shell")));

    /** The messages and the server of events have types that the public API does not show. */
    @ArchTest
    static final ArchRule eventUsesOnlyPublicApiAndInternalEvent = noClasses()
            .that()
            .resideInAPackage("dev.wsman.event..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(
                            "dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..", "org.eclipse.jetty..")
                    .and(resideOutsideOfPackage("dev.wsman.internal.event.."))
                    .and(resideOutsideOfPackage("dev.wsman.internal.json")));

    @ArchTest
    static final ArchRule onlyInternalEventSinkUsesJetty = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wsman.internal.event.sink")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule coreDoesNotUsePackagesOnTopOfIt = noClasses()
            .that()
            .resideInAPackage("dev.wsman")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wsman.cim..",
                    "dev.wsman.codegen..",
                    "dev.wsman.event..",
                    "dev.wsman.shell..",
                    "dev.wsman.internal.event..",
                    "dev.wsman.internal.shell..");

    @ArchTest
    static final ArchRule onlyInternalCxfUsesCxfAndTheGeneratedSchema = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wsman.internal.cxf", "dev.wsman.schema..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.cxf..", "dev.wsman.schema..");

    @ArchTest
    static final ArchRule onlyTheCoreUsesInternalCxf = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wsman", "dev.wsman.internal.cxf")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.wsman.internal.cxf");

    /** An exchange is passed down as a parameter and its result is returned. */
    @ArchTest
    static final ArchRule requestPathKeepsNothingByThread = noClasses()
            .that()
            .resideInAnyPackage("dev.wsman.internal.cxf", "dev.wsman.internal.protocol")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocal.class);

    @ArchTest
    static final ArchRule transportKnowsNothingAboutSoap = noClasses()
            .that()
            .resideInAPackage("dev.wsman.internal.transport..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.wsman.internal.cxf..",
                    "dev.wsman.internal.protocol..",
                    "dev.wsman.internal.binding..",
                    "dev.wsman.schema..",
                    "javax.xml.stream..");

    @ArchTest
    static final ArchRule nothingUsesTheStackOfTheTestkit =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.xml.ws..");

    @ArchTest
    static final ArchRule onlyInternalXmlUsesTheFastParser = noClasses()
            .that()
            .resideOutsideOfPackages("dev.wsman.internal.xml", "dev.wsman.internal.aalto..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.aalto..", "dev.wsman.internal.aalto..");

    @ArchTest
    static final ArchRule onlyTheSourceEmittersUseJavaPoet = noClasses()
            .that()
            .resideOutsideOfPackage("dev.wsman.codegen.java")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.palantir.javapoet..", "dev.wsman.internal.javapoet..");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().assignedFrom(byPackage())
            .as("packages other than the generated ones")
            .should()
            .beFreeOfCycles();

    /** A change to one type of the core package reaches only the types above it. */
    @ArchTest
    static final ArchRule coreTypesAreFreeOfCycles = slices().assignedFrom(byCoreType())
            .as("top-level types of dev.wsman")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule publicApiShowsOnlyItsOwnTypesAndTheJdks = classes()
            .that()
            .resideInAnyPackage(
                    "dev.wsman", "dev.wsman.cim", "dev.wsman.codegen..", "dev.wsman.event", "dev.wsman.shell")
            .should(showNothingOf(
                    "dev.wsman.internal",
                    "dev.wsman.schema",
                    "org.apache.cxf",
                    "org.apache.hc",
                    "org.eclipse.jetty",
                    "org.glassfish",
                    "com.palantir.javapoet"));

    @ArchTest
    static void publicApiStaysSmall(JavaClasses all) {
        Stream<String> visible = all.stream()
                .filter(type -> type.getPackageName().equals("dev.wsman") && type.isTopLevelClass())
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName);
        assertThat(visible).contains("Session").hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
    }

    @ArchTest
    static void testkitUsesNothingOfTheLibrary(JavaClasses ignored) {
        noClasses()
                .that()
                .resideInAPackage("dev.wsman.testkit..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.wsman..")
                        .and(resideOutsideOfPackage("dev.wsman.testkit.."))
                        .and(not(equivalentTo(Credentials.class))))
                .check(testkit());
        // it hands them to the caller's session, and never reads them
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.wsman.testkit.WsmanService")
                .should()
                .dependOnClassesThat(equivalentTo(Credentials.class))
                .check(testkit());
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.wsman.testkit.fixture..", "dev.wsman.testkit.interop..")
                .check(testkit());
    }

    /** The classes compiled from src/testkit; the tests of the testkit are in the same packages and directory. */
    private static JavaClasses testkit() {
        JavaClasses classes = new ClassFileImporter()
                .importPackages("dev.wsman.testkit")
                .that(describe("the testkit", type -> Files.exists(TESTKIT.resolve(sourceFile(type)))));
        assertThat(classes).hasSizeGreaterThan(100);
        return classes;
    }

    private static String sourceFile(JavaClass type) {
        return type.getPackageName().replace('.', '/') + "/"
                + type.getSource().orElseThrow().getFileName().orElseThrow();
    }

    @ArchTest
    static void eachSimpleNameIsUsedOnceAndHidesNoCommonJdkName(JavaClasses all) {
        Map<String, List<String>> names = topLevelNames(all);
        assertThat(names).hasSizeGreaterThan(200).allSatisfy((name, types) -> {
            assertThat(types).as("types called " + name).hasSize(1);
            assertThat(COMMON_JDK_PACKAGES).noneMatch(common -> isJdkType(common + "." + name));
        });
        assertThat(isJdkType("java.util.Optional")).isTrue();
    }

    @ArchTest
    static void testkitReusesNoSimpleName(JavaClasses all) {
        Map<String, List<String>> testkit = topLevelNames(new ClassFileImporter().importPackages("dev.wsman.testkit"));
        assertThat(testkit.keySet())
                .contains("WsmanService")
                .doesNotContainAnyElementsOf(topLevelNames(all).keySet());
    }

    /** The JDK packages whose names a reader knows; java.security and java.util.logging are not among them. */
    private static final List<String> COMMON_JDK_PACKAGES = List.of(
            "java.io",
            "java.lang",
            "java.math",
            "java.net",
            "java.nio.file",
            "java.text",
            "java.time",
            "java.util",
            "java.util.concurrent",
            "java.util.function",
            "java.util.regex",
            "java.util.stream");

    private static boolean isJdkType(String name) {
        return ClassLoader.getPlatformClassLoader().getResource(name.replace('.', '/') + ".class") != null;
    }

    /**
     * Without generated types and package-info; nested types, such as builders, are read with the name of their owner.
     */
    private static Map<String, List<String>> topLevelNames(JavaClasses types) {
        return types.stream()
                .filter(type -> type.isTopLevelClass() && !type.getPackageName().startsWith("dev.wsman.schema"))
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(
                        JavaClass::getSimpleName, Collectors.mapping(JavaClass::getName, Collectors.toList())));
    }

    /** {@code "%03d".formatted(60)} is ۰۶۰ in Iran, and {@code "I".toLowerCase()} is ı in Turkey. */
    @ArchTest
    static void nothingFormatsOrFoldsWithTheDefaultLocale(JavaClasses all) {
        noClasses().should(useTheDefaultLocale()).check(all);
        noClasses().should(useTheDefaultLocale()).check(testkit());
    }

    private static ArchCondition<JavaClass> useTheDefaultLocale() {
        return new ArchCondition<>("use the default locale") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(access -> access.getTarget() instanceof CodeUnitAccessTarget target
                                && LOCALIZED.stream().anyMatch(localized -> localized.is(target)))
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
            }
        };
    }

    /** A method that uses the default locale unless a parameter is a locale. */
    private record Localized(Class<?> owner, String method) {
        boolean is(CodeUnitAccessTarget target) {
            return target.getOwner().isAssignableTo(owner)
                    && target.getName().equals(method)
                    && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Locale.class));
        }
    }

    private static final List<Localized> LOCALIZED = List.of(
            new Localized(String.class, "format"),
            new Localized(String.class, "formatted"),
            new Localized(String.class, "toLowerCase"),
            new Localized(String.class, "toUpperCase"),
            new Localized(PrintStream.class, "printf"),
            new Localized(PrintStream.class, "format"),
            new Localized(PrintWriter.class, "printf"),
            new Localized(PrintWriter.class, "format"),
            new Localized(DateTimeFormatter.class, "ofPattern"),
            new Localized(DateTimeFormatter.class, "localizedBy"),
            new Localized(DateTimeFormatterBuilder.class, "toFormatter"),
            new Localized(Formatter.class, "<init>"),
            new Localized(Scanner.class, "<init>"),
            new Localized(MessageFormat.class, "<init>"),
            new Localized(MessageFormat.class, "format"),
            new Localized(SimpleDateFormat.class, "<init>"),
            new Localized(DecimalFormat.class, "<init>"),
            new Localized(NumberFormat.class, "getInstance"),
            new Localized(NumberFormat.class, "getNumberInstance"),
            new Localized(NumberFormat.class, "getIntegerInstance"),
            new Localized(NumberFormat.class, "getCompactNumberInstance"));

    // The generated packages refer to each other as the published schemas do.
    private static SliceAssignment byPackage() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                String name = type.getPackageName();
                return name.startsWith("dev.wsman.") && !name.startsWith("dev.wsman.schema") || name.equals("dev.wsman")
                        ? SliceIdentifier.of(name)
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }

    /** Types that count as one: a sealed type and its permitted subtypes name each other. */
    private static final Map<String, String> SEALED_TYPES = Map.ofEntries(
            entry("WsmanAuthenticationException", "WsmanException"),
            entry("WsmanFaultException", "WsmanException"),
            entry("WsmanProtocolException", "WsmanException"),
            entry("WsmanTimeoutException", "WsmanException"),
            entry("WsmanTransportException", "WsmanException"));

    private static SliceAssignment byCoreType() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                JavaClass top = type;
                while (top.getEnclosingClass().isPresent()) {
                    top = top.getEnclosingClass().get();
                }
                return top.getPackageName().equals("dev.wsman")
                        ? SliceIdentifier.of(SEALED_TYPES.getOrDefault(top.getSimpleName(), top.getSimpleName()))
                        : SliceIdentifier.ignore();
            }

            @Override
            public String getDescription() {
                return "top-level types of dev.wsman";
            }
        };
    }

    private static ArchCondition<JavaClass> showNothingOf(String... packages) {
        return new ArchCondition<>("show nothing of " + String.join(", ", packages)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!reachable(type)) {
                    return;
                }
                shown(type, (where, seen) -> Stream.of(packages)
                        .filter(hidden -> seen.getPackageName().equals(hidden)
                                || seen.getPackageName().startsWith(hidden + "."))
                        .forEach(hidden ->
                                events.add(SimpleConditionEvent.violated(type, where + " shows " + seen.getName()))));
            }
        };
    }

    private static boolean reachable(JavaClass type) {
        return visible(type.getModifiers())
                && type.getEnclosingClass().map(ArchitectureTest::reachable).orElse(true);
    }

    private static boolean visible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** Passes each type in a visible declaration of {@code type} to {@code found}, with the name of the declaration. */
    private static void shown(JavaClass type, BiConsumer<String, JavaClass> found) {
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .forEach(parent -> each(parent, seen -> found.accept(type.getName(), seen)));
        type.getFields().stream()
                .filter(field -> visible(field.getModifiers()))
                .forEach(field -> each(field.getType(), seen -> found.accept(field.getFullName(), seen)));
        type.getCodeUnits().stream()
                .filter(unit ->
                        visible(unit.getModifiers()) && !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .forEach(unit ->
                        signature(unit).forEach(part -> each(part, seen -> found.accept(unit.getFullName(), seen))));
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        List.of(unit.getReturnType()),
                        unit.getParameterTypes(),
                        unit.getTypeParameters(),
                        unit.getExceptionTypes())
                .flatMap(List::stream);
    }

    private static void each(JavaType type, Consumer<JavaClass> found) {
        type.getAllInvolvedRawTypes().forEach(found);
    }
}
