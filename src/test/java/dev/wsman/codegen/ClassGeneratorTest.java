package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.model.CimClass;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassGeneratorTest {

    private static CimRepository mof(String text) {
        return new MofReader().read("test.mof", text).repository();
    }

    private static Map<String, String> generate(String text) {
        return ClassGenerator.of(mof(text), "acme").generate();
    }

    private static String only(String text, String file) {
        return generate(text).get("acme/" + file + ".java");
    }

    @Test
    void keepsNamesWithTheirValuesIfOneIsNull() {
        String mof = "class X { [ValueMap{\"1\", \"2\", \"3\", NULL, \"5\"},"
                + " Values{\"One\", NULL, \"Three\", \"Four\", \"Five\"}] uint8 A; };";
        assertThat(ClassGenerator.of(new MofReader().read("a.mof", mof).repository(), "acme")
                        .generate()
                        .get("acme/X.java"))
                .contains("ONE(\"1\", \"One\")", "_2(\"2\", \"2\")", "THREE(\"3\", \"Three\")", "FIVE(\"5\", \"Five\")")
                .doesNotContain("Four");
    }

    @Test
    void extendsSuperclassWithoutRepeatingMembers() {
        String sub =
                only("class ACME_Base { [Key] string Id; }; class ACME_Sub : ACME_Base { string Extra; };", "AcmeSub");
        assertThat(sub)
                .contains(
                        "public class AcmeSub extends AcmeBase {",
                        "public Optional<String> extra() {",
                        "keys = {\"Id\"}")
                .doesNotContain("id()");
    }

    @Test
    void addsAccessorForPropertyThatBecomesKey() {
        String sub = only(
                "class A { string Name; }; class B : A { [Key, Override(\"Name\")] string Name; }; class C : B { };",
                "B");
        assertThat(sub).contains("public String nameKey() {").doesNotContain("setName");
    }

    @Test
    void overridesAccessorOfKeyWithNarrowerReference() {
        Map<String, String> files = generate("""
                class Base { }; class Sub : Base { };
                class Link { [Key] Base REF Left; Base REF Right; };
                class SubLink : Link { [Override("Left")] Sub REF Left; [Override("Right")] Sub REF Right; };
                """);
        assertThat(files.get("acme/SubLink.java"))
                .contains(
                        "    @Override\n    public Ref<? extends Sub> left() {",
                        "public Optional<Ref<? extends Sub>> rightOfSubLink() {");
    }

    @Test
    void generatesEnumWithoutRangesAndWithDistinctNames() {
        String source = only("""
                class X {
                    [ValueMap{"0", "1", "2", "3..5", "6", "-7"},
                     Values{"In Use", "in-use", "10BASE-T", "Reserved", "", "in use"}] sint16 State;
                };
                """, "X");
        assertThat(source)
                .contains(
                        "IN_USE(\"0\", \"In Use\"),",
                        "IN_USE_1(\"1\", \"in-use\"),",
                        "_10BASE_T(\"2\", \"10BASE-T\"),",
                        "VALUE_6(\"6\", \"\"),",
                        "IN_USE_MINUS_7(\"-7\", \"in use\");",
                        "public Optional<State> state() {",
                        "public OptionalInt stateValue() {")
                .doesNotContain("Reserved");
    }

    @Test
    void countsValuesFromZeroAndMapsTextsToThemselves() {
        String source = only(
                "class X { [Values{\"Off\", \"On\"}] uint8 A; [ValueMap{\"OK\", \"Pred Fail\"}] string B; };", "X");
        assertThat(source)
                .contains("OFF(\"0\", \"Off\"),", "ON(\"1\", \"On\");", "PRED_FAIL(\"Pred Fail\", \"Pred Fail\");");
    }

    @Test
    void escapesDescriptionsUnitsLimitsAndDeprecationInJavadoc() {
        String source = only("""
                [Description("End */ it <b>now</b> @see {@link X} \\\\u000a & more")]
                class X {
                    [Description("First.\\nSecond."), Units("MegaBytes"), MinValue(1), MaxValue(9), Deprecated{"X.New"}] uint32 Old;
                };
                """, "X");
        assertThat(source)
                .contains(
                        "End *&#47; it &lt;b&gt;now&lt;/b&gt; &#64;see &#123;&#64;link X&#125; &#92;u000a &amp; more",
                        "     * First.\n     *\n     * <p>Second.",
                        "Units: MegaBytes; Minimum: 1; Maximum: 9.",
                        "     * @deprecated use X.New",
                        "    @Deprecated\n    public OptionalLong old() {");
    }

    @Test
    void generatesSameFilesInAnyOrderOfClasses() {
        List<CimClass> classes =
                new ArrayList<>(mof("class A { string P; }; class B : A { uint8 Q; }; class C { A REF R; };")
                        .classes());
        Map<String, String> once =
                ClassGenerator.of(CimRepository.of(classes), "acme").generate();
        Collections.reverse(classes);
        assertThat(ClassGenerator.of(CimRepository.of(classes), "acme").generate())
                .isEqualTo(once);
        assertThat(once).containsOnlyKeys("acme/A.java", "acme/B.java", "acme/C.java", "acme/package-info.java");
    }

    @Test
    void generatesNeededClassesAndIndexesOtherSubclasses() {
        CimRepository repository =
                mof("class A { }; class B : A { T REF R; }; class T { }; class Leaf : B { }; class Other { };");
        Map<String, String> files =
                ClassGenerator.of(repository, "acme").classes("b").generate();
        assertThat(files).containsOnlyKeys("acme/A.java", "acme/B.java", "acme/T.java", "acme/package-info.java");
        assertThat(files.get("acme/package-info.java")).contains("\"Leaf=B\"").doesNotContain("Other");
    }

    @Test
    void usesResourceUriOfSchemaUnlessPrefixIsGiven() {
        CimRepository repository = mof("class Win32_Service { }; class DCIM_NICView { }; class CIM_System { };");
        String files = ClassGenerator.of(repository, "acme")
                .namespace("root\\cimv2")
                .generate()
                .values()
                .toString();
        assertThat(files)
                .contains(
                        "\"http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Service\"",
                        "\"http://schemas.dell.com/wbem/wscim/1/cim-schema/2/DCIM_NICView\"",
                        "\"http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_System\"",
                        "namespace = \"root/cimv2\"");
        assertThat(ClassGenerator.of(repository, "acme")
                        .resourceUriPrefix("http://lab.example/2")
                        .generate()
                        .get("acme/CimSystem.java"))
                .contains("resourceUri = \"http://lab.example/2/CIM_System\"");
    }

    @Test
    void doesNotRewriteUnchangedFile(@TempDir Path folder) throws IOException {
        ClassGenerator generator = ClassGenerator.of(mof("class A { };"), "acme.sub");
        List<Path> written = generator.writeTo(folder);
        assertThat(written).contains(folder.resolve("acme/sub/A.java"));
        FileTime longAgo = FileTime.fromMillis(0);
        Files.setLastModifiedTime(folder.resolve("acme/sub/A.java"), longAgo);
        generator.writeTo(folder);
        assertThat(Files.getLastModifiedTime(folder.resolve("acme/sub/A.java"))).isEqualTo(longAgo);
    }

    @Test
    void rejectsInvalidArgumentsBeforeWriting() {
        CimRepository repository = mof("class A { };");
        assertThatThrownBy(() -> ClassGenerator.of(repository, "acme.class"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("packageName");
        assertThatThrownBy(() -> ClassGenerator.of(repository, "acme").resourceUriPrefix("http://x/*"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("prefix");
        assertThatThrownBy(() ->
                        ClassGenerator.of(repository, "acme").classes("Gone_*").generate())
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("class Gone_*: no declared class matches");
    }

    @Test
    void rejectsCycleOfSuperclassesAndNamesIt() {
        assertThatThrownBy(() -> generate("class A : B { }; class B : A { };"))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("its own superclass: [A, B]");
    }
}
