package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.cim.CimEnum;
import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimParameter;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.CimValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts of declarations may contain anything. In generated source they become comments, which they cannot end, or
 * literals with the declared value.
 */
class HostileTextsTest {
    private static final List<String> TEXTS = List.of("Description", "Version", "Units", "PUnit", "MinValue", "MaxLen");

    static Stream<String> texts() {
        return Stream.concat(
                HostileNames.all().stream().filter(text -> text.length() < 1000),
                Stream.of(
                        "*/" + HostileNames.CODE + "/*",
                        "*\u0001/" + HostileNames.CODE + "/*",
                        "*\u202e/" + HostileNames.CODE + "/*",
                        "*\n/" + HostileNames.CODE + "/*",
                        "\\u002a\\u002f" + HostileNames.CODE,
                        "\\\\u002a/" + HostileNames.CODE,
                        "\\\\\\u002a/" + HostileNames.CODE,
                        "é\\u0022;" + HostileNames.CODE + "//",
                        "\\é\\\u00e9\\",
                        "$S $T $L $N $W $Z $> $[ $$",
                        "%s %d %n",
                        "@deprecated\n@see X\n@param",
                        "{@link java.lang.String} {@code } {",
                        "<script>&lt;",
                        "a\0b\ud800",
                        "\u2028a\u2029\u2028b\u0085c\u000bd\fe\u2029",
                        "line\nline\r\nline\tend"));
    }

    @AfterEach
    void clearSystemProperty() {
        System.clearProperty("hostile");
    }

    private static List<CimQualifier> hostile(String text) {
        List<CimQualifier> qualifiers = new ArrayList<>();
        TEXTS.forEach(name -> qualifiers.add(CimQualifier.of(name, CimValue.of(text))));
        qualifiers.add(CimQualifier.of("Deprecated", CimValue.arrayOf(text)));
        qualifiers.add(CimQualifier.of("ValueMap", CimValue.arrayOf(text, "other")));
        qualifiers.add(CimQualifier.of("Values", CimValue.arrayOf(text, text)));
        return qualifiers;
    }

    private static CimRepository declared(String text) {
        CimDataType string = CimDataType.of(CimPrimitive.STRING);
        CimProperty property = new CimProperty(
                new CimName("P"), string, hostile(text), Optional.of(CimValue.of(text)), Optional.empty(), false);
        List<CimQualifier> both = new ArrayList<>(hostile(text));
        both.add(CimQualifier.flag("In"));
        both.add(CimQualifier.flag("Out"));
        CimMethod method = new CimMethod(
                new CimName("M"),
                Optional.of(string),
                List.of(new CimParameter(new CimName("Q"), string, both)),
                hostile(text),
                Optional.empty(),
                false);
        return CimRepository.of(new CimClass(
                new CimName("ACME_X"), Optional.empty(), hostile(text), List.of(property), List.of(method)));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void writesTextsAsCommentsAndLiteralsWithDeclaredValue(String text) throws ReflectiveOperationException {
        Map<String, String> files = ClassGenerator.of(declared(text), "acme").generate();
        assertThat(files.values()).allMatch(source -> source.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 0x7F));
        CompiledSources compiled = CompiledSources.of(files);
        assertThat(compiled.names())
                .containsExactlyInAnyOrder(
                        "acme.AcmeX",
                        "acme.AcmeX$P",
                        "acme.AcmeX$MInput",
                        "acme.AcmeX$MOutput",
                        "acme.AcmeX$MQ",
                        "acme.AcmeX$MResult",
                        "acme.package-info");
        for (String name : compiled.names()) {
            Class.forName(name, true, compiled);
        }
        assertThat(System.getProperty("hostile")).isNull();
        for (String name : List.of("acme.AcmeX$P", "acme.AcmeX$MQ", "acme.AcmeX$MResult")) {
            CimEnum constant = (CimEnum) Class.forName(name, true, compiled).getEnumConstants()[0];
            assertThat(constant.value()).isEqualTo(text);
            assertThat(constant.label()).isEqualTo(text);
        }
    }

    @Test
    void detectsInjectedCode() throws ReflectiveOperationException {
        CompiledSources compiled =
                CompiledSources.of(Map.of("acme/A.java", "package acme; class A { " + HostileNames.CODE + " }"));
        Class.forName("acme.A", true, compiled);
        assertThat(System.getProperty("hostile")).isEqualTo("ran");
    }

    @Test
    void omitsConstantOfManyLinesThatWouldOverflowCompilerStack() {
        ClassGenerator generator = ClassGenerator.of(declared("a\n".repeat(30_000)), "acme");
        assertThat(CompiledSources.of(generator.generate()).names()).doesNotContain("acme.AcmeX$P");
        assertThat(generator.notes()).anyMatch(note -> note.startsWith("class ACME_X: P has no enum of its values: "));
    }

    @Test
    void compilesTextOf70000Characters() {
        assertThat(CompiledSources.of(ClassGenerator.of(declared("x".repeat(70_000)), "acme")
                                .generate())
                        .names())
                .contains("acme.AcmeX")
                .doesNotContain("acme.AcmeX$P");
    }
}
