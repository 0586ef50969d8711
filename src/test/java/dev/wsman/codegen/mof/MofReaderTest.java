package dev.wsman.codegen.mof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimDataType;
import dev.wsman.codegen.model.CimMethod;
import dev.wsman.codegen.model.CimName;
import dev.wsman.codegen.model.CimPrimitive;
import dev.wsman.codegen.model.CimProperty;
import dev.wsman.codegen.model.CimQualifier;
import dev.wsman.codegen.model.CimValue;
import dev.wsman.codegen.model.DeclarationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MofReaderTest {
    /** MOF with the qualifiers, types and pragmas that only Windows has. */
    private static final String WINDOWS = """
            #pragma autorecover
            #pragma namespace("\\\\\\\\.\\\\root\\\\cimv2")
            #pragma classflags("forceupdate")
            class Win32_Service;
            [dynamic, provider("CIMWin32"), Locale(1033) : amended, UUID("{8502C4D9-5FBB-11D2-AAC1-006008C78BC7}")]
            class Win32_Thing {
                [read : ToSubclass, key, Values{"On", "Off"} : ToSubclass Amended, privileges{"SeDebug"} : ToSubclass] string Name;
                [WmiDataId(1)] Win32_Other Embedded;
                object Anything;
                void Reset();
            };
            """;

    @Test
    void readsSuperclassQualifiersPropertiesAndMethods() {
        CimClass disk = only("""
                [Version("1.2.3"), Abstract]
                class ACME_Disk : CIM_LogicalDevice {
                    [Key] string DeviceID;
                    uint64 Sizes[4] = {1, 2};
                    CIM_System REF Owner;
                    [Static] uint32 Format([In] boolean Quick, [In(false), Out] string Log[]);
                };
                """);
        assertThat(disk.name()).isEqualTo(new CimName("acme_disk"));
        assertThat(disk.superclass()).contains(new CimName("CIM_LogicalDevice"));
        assertThat(disk.is("abstract")).isTrue();
        assertThat(disk.property("deviceid"))
                .hasValueSatisfying(p -> assertThat(p.isKey()).isTrue());
        CimProperty sizes = disk.property("Sizes").orElseThrow();
        assertThat(sizes.type()).isEqualTo(CimDataType.of(CimPrimitive.UINT64).asArray(OptionalInt.of(4)));
        assertThat(sizes.defaultValue()).contains(CimValue.arrayOf("1", "2"));
        assertThat(disk.property("Owner").orElseThrow().type()).hasToString("CIM_System REF");
        CimMethod format = disk.method("Format").orElseThrow();
        assertThat(format.isStatic()).isTrue();
        assertThat(format.parameters())
                .extracting(p -> p.isInput() + " " + p.isOutput())
                .containsExactly("true false", "false true");
    }

    @Test
    void joinsAdjacentStringsAndResolvesEscapes() {
        assertThat(description("\"one \" /* and */ \"t\\\"w\\\"o\" // end\n \"\\n\\t\\\\ \\x41\\x20AC!\""))
                .isEqualTo("one t\"w\"o\n\t\\ A€!");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-17, -17",
        "+5, 5",
        "0x1F, 31",
        "017, 15",
        "1011b, 11",
        "18446744073709551615, 18446744073709551615"
    })
    void readsIntegersInEveryNotation(String written, String expected) {
        assertThat(only("class X { uint64 P = " + written + "; };")
                        .property("P")
                        .orElseThrow()
                        .defaultValue())
                .contains(CimValue.of(expected));
    }

    @Test
    void readsNullsBooleansCharactersAndReals() {
        CimClass x = only(
                "class X { string A = NULL; boolean B = TRUE; char16 C = '\\n'; real64 D = -2.25e10; string E[] = {\"a\", null}; };");
        assertThat(x.property("A").orElseThrow().defaultValue()).isEmpty();
        assertThat(x.property("B").orElseThrow().defaultValue()).contains(CimValue.of("true"));
        assertThat(x.property("C").orElseThrow().defaultValue()).contains(CimValue.of("\n"));
        assertThat(x.property("D").orElseThrow().defaultValue()).contains(CimValue.of("-2.25E+10"));
        assertThat(x.property("E").orElseThrow().defaultValue()).contains(CimValue.arrayOf("a", null));
    }

    @Test
    void appliesQualifierDeclarationOfAnyFile() {
        CimClass x = new MofReader()
                .read("x.mof", "[Weight(5), Colour(\"red\") : Restricted] class X { };")
                .read(
                        "q.mof",
                        "Qualifier Weight : uint8 = 1, Scope(class), Flavor(DisableOverride, Translatable);"
                                + "Qualifier Colour : string[], Scope(any);")
                .repository()
                .get(new CimName("X"));
        CimQualifier weight = x.qualifier("weight").orElseThrow();
        assertThat(weight.type()).isEqualTo(CimPrimitive.UINT8);
        assertThat(weight.flavor()).hasToString("CimFlavor[overridable=false, toSubclass=true, translatable=true]");
        CimQualifier colour = x.qualifier("Colour").orElseThrow();
        assertThat(colour.value()).contains(CimValue.arrayOf("red"));
        assertThat(colour.flavor().toSubclass()).isFalse();
    }

    @Test
    void readsExtensionsOfWindows() {
        MofReader reader = new MofReader().read("win.mof", WINDOWS);
        CimClass thing = reader.repository().get(new CimName("Win32_Thing"));
        assertThat(thing.property("Name").orElseThrow().isKey()).isTrue();
        assertThat(thing.property("Name")
                        .orElseThrow()
                        .qualifier("Values")
                        .orElseThrow()
                        .flavor()
                        .translatable())
                .isTrue();
        assertThat(thing.property("Embedded").orElseThrow().text("EmbeddedInstance"))
                .contains("Win32_Other");
        assertThat(thing.property("Anything").orElseThrow().is("EmbeddedObject"))
                .isTrue();
        assertThat(thing.method("Reset").orElseThrow().returnType()).isEmpty();
    }

    @Test
    void notesUndeclaredQualifiersAndSkippedPragmasOfWindows() {
        MofReader reader = new MofReader().read("win.mof", WINDOWS);
        assertThat(reader.repository().classes()).hasSize(1);
        assertThat(reader.notes())
                .anyMatch(note -> note.contains("win.mof:1:1: pragma autorecover skipped"))
                .anyMatch(note -> note.contains("win.mof:5:2: qualifier dynamic is not declared"))
                .anyMatch(note -> note.contains("type Win32_Other read as an embedded instance"))
                .noneMatch(note -> note.contains("namespace"));
    }

    @Test
    void skipsAndNotesInstancesAndAliases() {
        MofReader reader = new MofReader().read("i.mof", """
                class X { [Key] string Id; X REF Next; };
                instance of X as $One { Id = "1"; };
                instance of X { Id = "2"; Next = $One; };
                instance of Y { Inner = instance of X { Id = "3"; }; List = {1, 2}; };
                """);
        assertThat(reader.repository().classes()).hasSize(1);
        assertThat(reader.notes())
                .contains(
                        "i.mof: 3 instances of X skipped",
                        "i.mof: 1 instance of Y skipped",
                        "i.mof:3:34: alias $One skipped");
    }

    @Test
    void readsStructuresAsClassesAndNotesEnumerations() {
        MofReader reader =
                new MofReader().read("v3.mof", "enumeration E : uint16 { A = 1, B = 2 }; structure S { uint8 X; };");
        assertThat(reader.repository().find("S")).isPresent();
        assertThat(reader.notes())
                .containsExactly("v3.mof:1:1: enumeration skipped", "v3.mof:1:42: structure read as a class");
    }

    @Test
    void readsFileOnceEvenIfIncludedTwice(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("sub"));
        Files.writeString(
                folder.resolve("a.mof"),
                "#pragma include (\"sub/b.mof\")\n#pragma include (\"sub\\\\b.mof\")\n class A : B { };");
        Files.writeString(folder.resolve("sub/b.mof"), "#pragma include (\"../a.mof\")\n class B { };");
        MofReader reader = new MofReader().read(folder.resolve("a.mof")).read(folder);
        assertThat(reader.files()).isEqualTo(2);
        assertThat(reader.repository().classes()).hasSize(2);
    }

    @Test
    void readsUtf16OfWindowsAndLatin1(@TempDir Path folder) throws IOException {
        Files.write(
                folder.resolve("a.mof"),
                ("\uFEFF[Description(\"ü€\")] class A { };").getBytes(StandardCharsets.UTF_16LE));
        Files.write(folder.resolve("b.mof"), "[Description(\"ü\")] class B { };".getBytes(StandardCharsets.ISO_8859_1));
        MofReader reader = new MofReader().read(folder);
        assertThat(reader.repository().get(new CimName("A")).text("Description"))
                .contains("ü€");
        assertThat(reader.repository().get(new CimName("B")).text("Description"))
                .contains("ü");
        assertThat(reader.notes()).singleElement().asString().contains("b.mof: not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class X { uint8 P }; | m:1:19: expected ';', found '}'",
                "class { }; | m:1:7: expected the name of a class, found '{'",
                "class X : Y { string 5; }; | m:1:22: expected the name of a property or of a method, found '5'",
                "class X { string P; | m:1:20: expected '}' to close the class, found the end of the file",
                "[Key class X { }; | m:1:6: expected ',', found 'class'",
                "class X { uint8 P = \"many\"; }; | m:1:21: expected a value of type uint8, found \"many\"",
                "class X { uint8 P = {1, 2}; }; | m:1:22: expected one value, found an array of 2",
                "class X { uint8 P[0]; }; | m:1:19: expected the size of an array",
                "class X { void P; }; | m:1:17: expected '(': only a method is void, found ';'",
                "class X { string P; uint8 p; }; | m:1:7: class X declares the property p twice",
                "class X { void M(string a, string A); }; | m:1:18: method M has two parameters of one name",
                "class X { string P = \"abc; | m:1:22: this string is not closed; expected \"",
                "/* class X | m:1:1: this comment is not closed; expected */",
                "class X { uint8 P = 12z4; }; | m:1:21: expected a number, found '12z4'",
                "class X ! | m:1:9: unexpected character '!'",
                "hello | m:1:1: expected class, instance, qualifier or #pragma, found 'hello'",
                "#pragma include (\"x.mof\") | m:1:1: text without a file cannot include \"x.mof\"",
                "#import \"x\" | m:1:8: expected #pragma, found '#import'",
                "class X { string P = \"\\x0\"; }; | m:1:26: expected one to four hexadecimal digits after \\x, and not zero",
                "Qualifier Q : thing; | m:1:15: expected an intrinsic type, found 'thing'",
            })
    void reportsPlaceOfErrorAndWhatWasExpected(String mof, String message) {
        assertThatThrownBy(() -> new MofReader().read("m", mof).repository())
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void reportsMissingIncludedFileAtPragma(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.mof"), "\n  #pragma include (\"b.mof\")");
        assertThatThrownBy(() -> new MofReader().read(file))
                .isInstanceOfSatisfying(DeclarationException.class, e -> {
                    assertThat(e.line()).hasValue(2);
                    assertThat(e.column()).hasValue(3);
                })
                .hasMessageContaining("the included file does not exist: " + folder.resolve("b.mof"));
    }

    @Test
    void rejectsFolderWithoutMof(@TempDir Path folder) {
        assertThatThrownBy(() -> new MofReader().read(folder)).hasMessageContaining("it has no .mof file");
    }

    @Test
    void rejectsSecondDeclarationOnlyIfItDiffers() {
        MofReader equal = new MofReader().read("a", "class X { };").read("b", "class x { };");
        assertThat(equal.repository().classes()).hasSize(1);
        MofReader different = new MofReader().read("a", "class X { };").read("b", "class x { string P; };");
        assertThatThrownBy(different::repository)
                .hasMessage("class x: it is declared twice, differently: at a:1:7 and at b:1:7");
    }

    @Test
    void readsNoClassesFromEmptyFile() {
        assertThat(new MofReader().read("empty", " // nothing\n").repository().classes())
                .isEmpty();
    }

    private static String description(String literal) {
        return only("[Description(" + literal + ")] class X { };")
                .text("Description")
                .orElseThrow();
    }

    private static CimClass only(String mof) {
        return new MofReader()
                .read("test.mof", mof)
                .repository()
                .classes()
                .iterator()
                .next();
    }
}
