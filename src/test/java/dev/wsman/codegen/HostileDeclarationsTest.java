package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.IllegalNameException;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Declarations with invalid names. If such a name got into generated source, a server could run code in every build
 * that reads its declarations.
 */
class HostileDeclarationsTest {

    /** Each place of a name in CIM-XML, with NAME instead of the name. */
    static final List<String> CIM_XML = List.of(
            "<CLASS NAME='NAME'/>",
            "<CLASS NAME='X' SUPERCLASS='NAME'/>",
            "<CLASS NAME='X'><QUALIFIER NAME='NAME' TYPE='boolean'/></CLASS>",
            "<CLASS NAME='X'><PROPERTY NAME='NAME' TYPE='string'/></CLASS>",
            "<CLASS NAME='X'><PROPERTY.ARRAY NAME='NAME' TYPE='string'/></CLASS>",
            "<CLASS NAME='X'><PROPERTY NAME='P' TYPE='string' CLASSORIGIN='NAME'/></CLASS>",
            "<CLASS NAME='X'><PROPERTY NAME='P' TYPE='string'><QUALIFIER NAME='NAME' TYPE='string'/></PROPERTY></CLASS>",
            "<CLASS NAME='X'><PROPERTY NAME='P' TYPE='string'><QUALIFIER NAME='EmbeddedInstance' TYPE='string'>"
                    + "<VALUE>NAME</VALUE></QUALIFIER></PROPERTY></CLASS>",
            "<CLASS NAME='X'><PROPERTY.REFERENCE NAME='NAME' REFERENCECLASS='Y'/></CLASS>",
            "<CLASS NAME='X'><PROPERTY.REFERENCE NAME='P' REFERENCECLASS='NAME'/></CLASS>",
            "<CLASS NAME='X'><METHOD NAME='NAME' TYPE='uint32'/></CLASS>",
            "<CLASS NAME='X'><METHOD NAME='M' TYPE='uint32' CLASSORIGIN='NAME'/></CLASS>",
            "<CLASS NAME='X'><METHOD NAME='M'><PARAMETER NAME='NAME' TYPE='uint32'/></METHOD></CLASS>",
            "<CLASS NAME='X'><METHOD NAME='M'><PARAMETER.REFERENCE NAME='P' REFERENCECLASS='NAME'/></METHOD></CLASS>",
            "<CLASS NAME='X'><METHOD NAME='M'><PARAMETER.REFARRAY NAME='NAME'/></METHOD></CLASS>");

    static final List<String> OPENWSMAN = List.of(
            "<GetClass><name>NAME</name></GetClass>",
            "<GetClass><name>X</name><qualifiers><qualifier><name>NAME</name><type>string</type></qualifier></qualifiers></GetClass>",
            "<GetClass><name>X</name><properties><property><name>NAME</name><type>string</type></property></properties></GetClass>",
            "<EnumerateClassNames><name>NAME</name></EnumerateClassNames>");

    @TempDir
    Path folder;

    private static String document(String declaration, String name) {
        String escaped = name.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("'", "&apos;")
                .replace("\n", "&#10;");
        return declaration.replace("NAME=", "n=").replace("NAME", escaped).replace("n=", "NAME=");
    }

    static Stream<Arguments> declarations() {
        return Stream.concat(CIM_XML.stream(), OPENWSMAN.stream())
                .flatMap(declaration -> HostileNames.inXml().stream().map(name -> Arguments.of(declaration, name)));
    }

    @ParameterizedTest
    @MethodSource("declarations")
    void rejectsInvalidNamesAtEveryPlaceOfXml(String declaration, String name) {
        IllegalNameException rejected = catchThrowableOfType(
                IllegalNameException.class, () -> new ClassXmlReader().read("reply", document(declaration, name)));
        assertThat(rejected).isNotNull();
        assertThat(rejected.getMessage())
                .hasSizeLessThan(400)
                .contains("CIM name")
                .matches(text -> text.codePoints().noneMatch(Character::isISOControl))
                .doesNotContainPattern("[\u2028\u202e\u2066\u200b\ufeff]");
    }

    @ParameterizedTest
    @MethodSource("dev.wsman.codegen.HostileNames#all")
    void rejectsInvalidNamesInModelsBuiltByCode(String name) {
        assertThatThrownBy(() -> new CimName(name)).isInstanceOf(IllegalNameException.class);
        assertThatThrownBy(() -> CimQualifier.of("EmbeddedInstance", CimValue.of(name)))
                .isInstanceOf(IllegalNameException.class);
        assertThat(CimName.isName(name)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("dev.wsman.codegen.HostileNames#inMof")
    void rejectsInvalidNamesInMof(String name) {
        for (String mof : List.of(
                "class NAME { };",
                "class X : NAME { };",
                "class X { string NAME; };",
                "class X { NAME REF R; };",
                "class X { uint32 NAME(); };",
                "class X { uint32 M(string NAME); };",
                "[NAME] class X { };")) {
            assertThatThrownBy(() -> new MofReader().read("hostile.mof", mof.replace("NAME", name)))
                    .isInstanceOf(DeclarationException.class);
        }
    }

    @Test
    void showsPlaceAndEscapedNameInMessage() {
        assertThatThrownBy(() -> new ClassXmlReader()
                        .read("reply", "<CLASS NAME='X'><PROPERTY NAME='a\u202eb' TYPE='string'/></CLASS>"))
                .hasMessage("reply, class X, NAME of a PROPERTY: 'a\\u202eb': this is not a CIM name: U+202E at"
                        + " position 2; expected a letter or '_', then letters, digits or '_'");
    }

    @ParameterizedTest
    @FieldSource("CIM_XML")
    void writesNothingForSnapshotWithInvalidName(String declaration) throws Exception {
        Path snapshot = Files.writeString(
                folder.resolve("classes.xml"),
                "<CIM>" + document(declaration, HostileNames.all().get(0)) + "</CIM>");
        Path out = folder.resolve("out");
        TestTerminal terminal = new TestTerminal();
        int status = terminal.run(
                "--from-snapshot",
                snapshot.toString(),
                "--package",
                "acme",
                "--out",
                out.toString(),
                "--snapshot",
                folder.resolve("again.xml").toString());
        assertThat(status).isEqualTo(1);
        assertThat(terminal.err().lines())
                .singleElement()
                .asString()
                .startsWith("error: ")
                .contains("not a CIM name");
        assertThatThrownBy(() -> TestGoal.of(Map.of(
                                "fromSnapshot", List.of(snapshot.toFile()),
                                "packageName", "acme",
                                "outputDirectory", out.toFile()))
                        .execute())
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("not a CIM name");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(snapshot));
    }

    @Test
    void writesNothingForServerWithInvalidName() {
        for (String declaration : List.of(CIM_XML.get(3), CIM_XML.get(1), CIM_XML.get(8))) {
            String body = document(declaration, HostileNames.all().get(1)).replace("'X'", "'ACME_X'");
            try (DeclaringServer server = new DeclaringServer(name -> body)) {
                TestTerminal terminal = new TestTerminal();
                int status = terminal.run(
                        "--server",
                        server.endpoint(),
                        "--namespace",
                        "root/cimv2",
                        "--class",
                        "ACME_X",
                        "--package",
                        "acme",
                        "--out",
                        folder.toString());
                assertThat(status).isEqualTo(1);
                assertThat(terminal.err())
                        .startsWith("error: class ACME_X, class ACME_X, ")
                        .contains("not a CIM name");
                assertThat(server.requestedClasses()).containsExactly("ACME_X");
                assertThat(folder).isEmptyDirectory();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.wsman.codegen.HostileNames#withoutWildcards")
    void rejectsInvalidNameOfCommandLineBeforeSending(String name) {
        try (DeclaringServer server = new DeclaringServer(requested -> "")) {
            TestTerminal terminal = new TestTerminal();
            terminal.run(
                    "--server",
                    server.endpoint(),
                    "--namespace",
                    "root",
                    "--class",
                    name,
                    "--package",
                    "a",
                    "--out",
                    folder.toString());
            assertThat(terminal.err()).startsWith("error: ").hasLineCount(1);
            assertThat(server.requestedClasses()).isEmpty();
        }
    }

    @ParameterizedTest
    @FieldSource("ALLOWED")
    void acceptsNamesOfOtherScriptsAndWithoutSchema(String name) {
        assertThat(new CimName(name).text()).isEqualTo(name);
    }

    static final List<String> ALLOWED = List.of(
            "_", "__PARAMETERS", "X", "Win32_Service", "CIM_10GbEPort", "Größe", "日本語", "class", "ǅ", "CON", "ｆｕｌｌ");
}
