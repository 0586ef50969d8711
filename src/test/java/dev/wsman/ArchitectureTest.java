package dev.wsman;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
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
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.text.SimpleDateFormat;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The dependency rules of the packages, and what the public API may show. */
@AnalyzeClasses(packages = "dev.wsman", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final int MOST_PUBLIC_TYPES = 25;

    @ArchTest
    static final ArchRule internalPackagesDoNotUseThePublicApi = noClasses()
            .that()
            .resideInAPackage("dev.wsman.internal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wsman", "dev.wsman.cim..", "dev.wsman.codegen..");

    @ArchTest
    static final ArchRule cimAndCodegenUseOnlyThePublicApi = noClasses()
            .that()
            .resideInAnyPackage("dev.wsman.cim..", "dev.wsman.codegen..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wsman.internal..", "dev.wsman.schema..", "org.apache.cxf..");

    @ArchTest
    static final ArchRule coreDoesNotUseCimAndCodegen = noClasses()
            .that()
            .resideInAPackage("dev.wsman")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.wsman.cim..", "dev.wsman.codegen..");

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

    @ArchTest
    static final ArchRule publicApiShowsOnlyItsOwnTypesAndTheJdks = classes()
            .that()
            .resideInAnyPackage("dev.wsman", "dev.wsman.cim", "dev.wsman.codegen..")
            .should(showNothingOf(
                    "dev.wsman.internal",
                    "dev.wsman.schema",
                    "org.apache.cxf",
                    "org.apache.hc",
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
        JavaClasses testkit = new ClassFileImporter().importPackages("dev.wsman.testkit");
        noClasses()
                .that(resideOutsideOfPackage("dev.wsman.testkit.quickstart..")
                        .and(resideInAPackage("dev.wsman.testkit.."))
                        .as("of the testkit"))
                .and()
                .haveNameNotMatching(".*(Test|IT|\\.Quickstart)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.wsman..").and(resideOutsideOfPackage("dev.wsman.testkit..")))
                .check(testkit);
    }

    /** {@code "%03d".formatted(60)} is ۰۶۰ in Iran, and {@code "I".toLowerCase()} is ı in Turkey. */
    @ArchTest
    static void nothingFormatsOrFoldsWithTheDefaultLocale(JavaClasses all) {
        noClasses().should(useTheDefaultLocale()).check(all);
        noClasses()
                .that()
                .haveNameNotMatching(".*(Test|IT)(\\$.*)?")
                .should(useTheDefaultLocale())
                .check(new ClassFileImporter().importPackages("dev.wsman.testkit"));
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

    private interface Sight {
        void of(String where, JavaClass seen);
    }

    private static void shown(JavaClass type, Sight sight) {
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .forEach(parent -> each(parent, seen -> sight.of(type.getName(), seen)));
        type.getFields().stream()
                .filter(field -> visible(field.getModifiers()))
                .forEach(field -> each(field.getType(), seen -> sight.of(field.getFullName(), seen)));
        type.getCodeUnits().stream()
                .filter(unit ->
                        visible(unit.getModifiers()) && !unit.getModifiers().contains(JavaModifier.SYNTHETIC))
                .forEach(unit ->
                        signature(unit).forEach(part -> each(part, seen -> sight.of(unit.getFullName(), seen))));
    }

    private static Stream<JavaType> signature(JavaCodeUnit unit) {
        return Stream.of(
                        List.of(unit.getReturnType()),
                        unit.getParameterTypes(),
                        unit.getTypeParameters(),
                        unit.getExceptionTypes())
                .flatMap(List::stream);
    }

    private static void each(JavaType type, Consumer<JavaClass> sight) {
        type.getAllInvolvedRawTypes().forEach(sight);
    }
}
