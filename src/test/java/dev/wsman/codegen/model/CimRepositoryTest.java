package dev.wsman.codegen.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.codegen.mof.MofReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class CimRepositoryTest {

    private static CimRepository mof(String text) {
        return new MofReader().read("test.mof", text).repository();
    }

    private static List<String> names(CimRepository repository) {
        return repository.classes().stream().map(c -> c.name().text()).toList();
    }

    @Test
    void findsClassesInAnyCase() {
        CimRepository repository = mof("class Acme_Disk { string Name; };");
        assertThat(repository.find("ACME_DISK")).isPresent();
        assertThat(new CimName("Acme")).isEqualTo(new CimName("ACME")).hasSameHashCodeAs(new CimName("acme"));
    }

    @Test
    void includesSuperclassesTargetsAndEmbeddedClassesInClosure() {
        CimRepository all = mof("""
                class Base { }; class A : Base { Target REF T; };
                class Target : TargetBase { }; class TargetBase { };
                class Other { };
                class WithMethod { uint32 M([EmbeddedInstance("Inner")] string P, [Out] Other REF R); };
                class Inner : Base { };
                """);
        assertThat(names(all.closure(List.of(new CimName("a"))))).containsExactly("A", "Base", "Target", "TargetBase");
        assertThat(names(all.closure(List.of(new CimName("WithMethod")))))
                .containsExactly("Base", "Inner", "Other", "WithMethod");
    }

    @Test
    void matchesPatternsAndRejectsPatternsWithoutMatch() {
        CimRepository all = mof("class Win32_Service { }; class Win32_Process { }; class CIM_Process { };");
        assertThat(all.matching("win32_*")).extracting(CimName::text).containsExactly("Win32_Process", "Win32_Service");
        assertThat(all.matching("???_Process")).extracting(CimName::text).containsExactly("CIM_Process");
        assertThatThrownBy(() -> all.matching("Msft_Process"))
                .isInstanceOf(DeclarationException.class)
                .hasMessageContaining("no declared class matches; similar names: CIM_Process, Win32_Process");
    }

    @Test
    void rejectsCycleOfSuperclassesAndNamesIt() {
        CimRepository circle = mof("class A : B { }; class B : C { }; class C : A { };");
        assertThatThrownBy(() -> circle.superclasses(new CimName("A")))
                .hasMessageContaining("it is its own superclass: [A, B, C]");
        CimRepository self = mof("class A : A { };");
        assertThatThrownBy(() -> self.flattened(new CimName("A"))).hasMessageContaining("its own superclass");
    }

    @Test
    void endsChainAtMissingSuperclassAndListsIt() {
        CimRepository repository = mof("class A : B { }; class B : Gone { };");
        assertThat(repository.superclasses(new CimName("A")))
                .extracting(c -> c.name().text())
                .containsExactly("B");
        assertThat(repository.missingSuperclasses()).containsExactly(new CimName("gone"));
    }

    @Test
    void inheritsQualifiersByFlavorWhenFlattened() {
        CimClass flat = mof("""
                        class Base { [Key, Description("base"), Deprecated{"x"}] string Id; string Other; };
                        class Sub : Base { [Override("Id"), Description("sub")] string Id; };
                        """).flattened(new CimName("Sub"));
        CimProperty id = flat.property("Id").orElseThrow();
        assertThat(id.isKey()).isTrue();
        assertThat(id.text("Description")).contains("sub");
        assertThat(id.qualifier("Deprecated")).isEmpty();
        assertThat(id.origin()).contains(new CimName("Sub"));
        assertThat(flat.property("Other").orElseThrow().propagated()).isTrue();
        assertThat(flat.property("Other").orElseThrow().origin()).contains(new CimName("Base"));
    }

    @Test
    void overlaysTextsFromMofOnStructureFromServer() {
        CimRepository live = mof("""
                class X {
                    [Key] string Id; [Values{"1001"}, Description("7")] uint32 State; string NewProperty;
                    uint32 M([Out] uint32 P);
                };
                """);
        CimRepository mof = mof("""
                class Base { [Description("an id")] string Id; };
                class X : Base {
                    [ValueMap{"0", "1"}, Values{"Off", "On"}, Description("on or off")] uint16 State; string Gone;
                    [Description("does it")] uint32 M([In(false), Out, Description("result")] uint32 P);
                    uint32 OnlyInMof();
                };
                """);
        CimRepository both = live.overlay(mof);
        CimClass x = both.get(new CimName("X"));
        assertThat(names(both)).containsExactly("Base", "X");
        assertThat(x.superclass()).contains(new CimName("Base"));
        assertThat(x.properties()).extracting(p -> p.name().text()).containsExactly("Id", "State", "NewProperty");
        CimProperty state = x.property("State").orElseThrow();
        assertThat(state.type()).hasToString("uint32");
        assertThat(state.texts("Values")).containsExactly("Off", "On");
        assertThat(state.text("Description")).contains("on or off");
        assertThat(x.property("Id").orElseThrow().isKey()).isTrue();
        assertThat(x.property("Id").orElseThrow().text("Description")).contains("an id");
        assertThat(x.methods()).singleElement().satisfies(m -> {
            assertThat(m.text("Description")).contains("does it");
            assertThat(m.parameters().get(0).text("Description")).contains("result");
        });
    }

    @Test
    void overlaysMethodsFromMofIfServerHasNone() {
        CimRepository live = mof("class X { string Id; };");
        CimRepository mof = mof("class X { string Id; uint32 Start(); };");
        assertThat(live.overlay(mof).get(new CimName("X")).methods())
                .singleElement()
                .satisfies(m -> assertThat(m.name()).isEqualTo(new CimName("Start")));
    }

    @Test
    void keepsClassesThatMofDoesNotHave() {
        CimRepository live = mof("class X : Y { [Key] string Id; };");
        assertThat(live.overlay(mof("class Z { };"))).isEqualTo(live);
    }
}
