package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compiles generated source with {@code -Xlint:all -Werror}. */
class GeneratedSourceCompilesTest {

    private static CompiledSources compile(String mof) {
        CimRepository repository = new MofReader().read("hostile.mof", mof).repository();
        return CompiledSources.of(ClassGenerator.of(repository, "acme").generate());
    }

    @Test
    void compilesCim241() {
        Map<String, String> files =
                ClassGenerator.of(SharedDeclarations.cim(), "acme.cim").generate();
        assertThat(files).hasSize(1439);
        assertThat(CompiledSources.of(files).size()).isGreaterThan(1439);
        // only a long name or literal, which cannot be broken, may exceed 120 columns
        assertThat(files.values().stream().flatMap(String::lines).filter(line -> line.length() > 120))
                .allMatch(line -> line.strip().startsWith("\"")
                        || line.strip().split(" ").length <= 4
                        || line.contains(" extends CimOutput<"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "omi/get-AllDMTFTypes.response.xml",
                "omi/get-AllDMTFArrays.response.xml",
                "omi/get-Calc.response.xml",
                "omi/get-MSFT_Person.response.xml",
                "omi/get-X_Halves.response.xml",
                "omi/get-X_SmallNumber.response.xml",
                "omi/get-X_SmallNumber-noopts.response.xml",
                "omi/get-OMI_Identify.response.xml",
                "openwsman/getclass-CIM_ComputerSystem.response.xml",
                "openwsman/getclass-LAB_Owns.response.xml"
            })
    void compilesDeclarationsOfServers(String capture) {
        CimRepository served =
                new ClassXmlReader().read(SharedDeclarations.capture(capture)).repository();
        assertThat(CompiledSources.of(ClassGenerator.of(served, "acme").generate())
                        .size())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // undeclared superclasses, targets and embedded classes
                "class X : Gone { Gone REF R; [EmbeddedInstance(\"Gone\")] string E; };",
                // keywords and members of Object and CimObject
                "class X { string class; string default; string _; string Instance; string ToString; string HashCode;"
                        + " string GetClass; string Wait; string Refresh; string Put; string Values; uint32 Delete(); uint32 Notify(); };",
                // names that differ only in characters that Java does not allow, or only in case as Java names
                "class X { string a_b; string aB; string a_B_; string AB_; }; class A_B { }; class AB { }; class a_b_ { };",
                // classes and enums with the names of types that generated source uses
                "class String { String REF List; }; class Object { }; class Override { }; class Optional { };"
                        + " class Instance { [ValueMap{\"1\"}] uint8 Override; [ValueMap{\"1\"}] uint8 String; [ValueMap{\"1\"}] uint8 X; };"
                        + " class X { }; class CIM_Object { };",
                // names of accessors that are also derived from other properties
                "class X { uint64 Size; string SizeExact; datetime When; string WhenInterval; [ValueMap{\"1\"}] uint8 State;"
                        + " string StateValue; string SetSize; uint32 Size2(); uint32 SizeExact2(); };",
                // a method and a property with the same name, parameters with the names of generated members
                "class X { string Start; uint32 Start([In] uint32 class, [In, Out] string ReturnValue, [Out] uint64 Result,"
                        + " [Out, ValueMap{\"1\"}] uint16 Of[], [In] string Set); [Static] uint32 Reset(); };",
                // deprecated everything
                "[Deprecated{\"Y\"}] class X { [Key, Deprecated{\"P\"}] X REF R; [Deprecated{\"\"}] X REF M([Deprecated{\"z\"}] X REF P); };"
                        + " class Z : X { [Key] Z REF R; X REF Other; };",
                // overrides that change the type
                "class A { string P; uint32 M(string Q); [ValueMap{\"1\"}] uint8 E; uint8 L; };"
                        + " class B : A { uint64 P[]; uint64 M(uint8 Q); [ValueMap{\"1\",\"2\"}] uint8 E; [Key] uint8 L; };"
                        + " class C : B { datetime P; [Key] string E; };",
                // texts that would end a comment or a literal
                "[Description(\"*/ } \\\\u002a/ \\x0007 \"), Version(\"\\\"\")] class X {"
                        + " [ValueMap{\"\\\"\", \"\\\\\", \"\\n\"}, Values{\"*/\", \"\\\\u000a\", \"\"}] string S; };",
                // names with letters that are not ASCII
                "class Größe { string Länge; [ValueMap{\"ä\"}] string Ö; };",
                // every type, alone, as array, as key, in and out
                "class X { boolean A; uint8 B; sint64 C; uint64 D; real32 E; char16 F; string G; datetime H; X REF I;"
                        + " boolean AA[]; uint8 BB[]; sint64 CC[]; uint64 DD[]; real32 EE[]; char16 FF[]; string GG[]; datetime HH[];"
                        + " [OctetString] uint8 O[]; [EmbeddedObject] string Q; [EmbeddedInstance(\"X\")] string R[]; };",
                "class X { [Key] boolean A; [Key] uint8 B; [Key] sint64 C; [Key] uint64 D; [Key] real32 E; [Key] char16 F;"
                        + " [Key] string G; [Key] datetime H; [Key] X REF I; [Key, ValueMap{\"1\"}] uint8 K; };",
                "class X { uint64 M([In, Out] boolean A, [In, Out] uint64 D[], [In, Out] datetime H, [In, Out] X REF I[],"
                        + " [In, Out, OctetString] uint8 O[], [In, Out, EmbeddedObject] string Q[], [In, Out] char16 F); void V(); };",
            })
    void compilesUnusualDeclarations(String mof) {
        assertThat(compile(mof).size()).isPositive();
    }

    @Test
    void keepsNameOfNestedTypeIfOtherClassesHaveIt() {
        String service =
                "class A_Svc { [ValueMap{\"1\"}] uint8 State; [ValueMap{\"1\"}] uint32 Stop([In] uint8 Force);";
        String alone = service + " };";
        String among = service
                + " State REF Of; [EmbeddedInstance(\"StopResult\")] string Last[]; State REF Next([In, Out] State REF After); };"
                + " class State : A_Svc { [Key] State REF Own; [Static] uint32 Reset(); State REF Again; };"
                + " class StopResult { StopInput REF Input; }; class StopInput { }; class StopOutput { };";
        assertThat(compile(alone).size()).isPositive();
        assertThat(compile(among).size()).isPositive();
        assertThat(generate(among).get("acme/ASvc.java"))
                .contains(
                        "public enum State implements CimEnum {",
                        "public enum StopResult implements CimEnum {",
                        "public Optional<State> state() {",
                        "public Optional<Ref<? extends acme.State>> of() {",
                        "public List<acme.StopResult> last() {");
        assertThat(generate(among).get("acme/State.java"))
                .contains("public Ref<? extends acme.State> own() {", "invokeStatic(session, acme.State.class, ");
        assertThat(generate(among).get("acme/StopResult.java"))
                .contains("public Optional<Ref<? extends StopInput>> input() {");
    }

    private static Map<String, String> generate(String mof) {
        return ClassGenerator.of(new MofReader().read("nested.mof", mof).repository(), "acme")
                .generate();
    }

    private static String valueMap(int values, String label) {
        String map = IntStream.range(0, values).mapToObj(i -> "\"" + i + "\"").collect(Collectors.joining(","));
        String labels = IntStream.range(0, values)
                .mapToObj(i -> "\"" + label + i + "\"")
                .collect(Collectors.joining(","));
        return "class X { [ValueMap{" + map + "}, Values{" + labels + "}] uint32 State; };";
    }

    @Test
    void compilesLongLabelsAndManyValues() {
        assertThat(compile(valueMap(2, "long \\\" ".repeat(8000))).size()).isEqualTo(3);
        assertThat(compile(valueMap(2500, "a state of medium length ")).size()).isEqualTo(3);
    }

    @Test
    void notesValueMapsThatExceedLimitsOfEnums() {
        for (String mof :
                List.of(valueMap(2501, "v"), valueMap(2, "x".repeat(70_000)), valueMap(1, "ä".repeat(33_000)))) {
            ClassGenerator generator =
                    ClassGenerator.of(new MofReader().read("large.mof", mof).repository(), "acme");
            assertThat(CompiledSources.of(generator.generate()).size()).isEqualTo(2);
            assertThat(generator.generate().get("acme/X.java")).contains("public OptionalLong state() {");
            assertThat(generator.notes())
                    .singleElement()
                    .asString()
                    .startsWith("class X: State has no enum of its values: ");
        }
    }

    @Test
    void compilesMethodWith1000Outputs() {
        String outputs =
                IntStream.range(0, 1000).mapToObj(i -> "[In, Out] sint64 P" + i).collect(Collectors.joining(", "));
        assertThat(compile("class X { void M(" + outputs + "); };").size()).isPositive();
    }

    @Test
    void compilesClassesWithManyAndWithoutProperties() {
        StringBuilder mof = new StringBuilder("class Empty { }; class Many {");
        for (int i = 0; i < 1000; i++) {
            mof.append(" uint64 P").append(i).append(";");
        }
        assertThat(compile(mof.append(" };").toString()).size()).isPositive();
    }
}
