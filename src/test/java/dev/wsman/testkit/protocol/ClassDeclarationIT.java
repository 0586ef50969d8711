package dev.wsman.testkit.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Class declarations as Windows serves them: their default content, and the part that each option adds. */
class ClassDeclarationIT {
    private static final ResourceLocator ALL = ResourceLocator.of(
                    "http://schemas.dmtf.org/wbem/cim-xml/2/cim-schema/2/*")
            .selector("__cimnamespace", "root/cimv2");

    @AutoStart
    static final WsmanService SERVICE =
            LenientService.builder().quirks(ServerQuirks.WINRM).build();

    private static String get(String name, String... options) {
        ResourceLocator one = ALL.selector("ClassName", name);
        for (String option : options) {
            one = one.option(option, "true");
        }
        try (Session session = Session.open(SERVICE.endpoint())) {
            return session.get(one).toXml();
        }
    }

    @Test
    void declaresLocalMembersWithoutKeysByDefault() {
        assertThat(get("Win32_Process"))
                .startsWith("<CLASS ")
                .contains("NAME=\"HandleCount\"", "NAME=\"GetOwner\"", "SUPERCLASS=\"CIM_Process\"")
                .doesNotContain("KernelModeTime", "QUALIFIER", "CLASSORIGIN", "DERIVATION");
    }

    @Test
    void addsPartOfEachOption() {
        String key = "<QUALIFIER NAME=\"key\" TYPE=\"boolean\"><VALUE>true</VALUE></QUALIFIER>";
        assertThat(get("CIM_Process", "IncludeQualifiers")).contains(key);
        assertThat(get("Win32_Process", "IncludeQualifiers"))
                .contains("<QUALIFIER NAME=\"static\" TYPE=\"boolean\"><VALUE>true</VALUE></QUALIFIER>")
                .doesNotContain("KernelModeTime");
        assertThat(get("Win32_Process", "IncludeInheritedElements"))
                .contains("NAME=\"KernelModeTime\"")
                .doesNotContain("CLASSORIGIN");
        assertThat(get("Win32_Process", "IncludeInheritedElements", "IncludeClassOrigin"))
                .contains("NAME=\"KernelModeTime\" TYPE=\"uint64\" CLASSORIGIN=\"CIM_Process\" PROPAGATED=\"true\"");
        assertThat(get("Win32_Process", "IncludeInheritanceHierarchy")).contains("DERIVATION=\"CIM_Process\"");
    }

    @Test
    void listsRootsOrAllClasses() {
        try (Session session = Session.open(SERVICE.endpoint())) {
            List<Instance> roots = session.enumerate(ALL).batchItems(2).list();
            List<Instance> all =
                    session.enumerate(ALL.option("IncludeSubClasses", "true")).list();
            assertThat(roots).noneMatch(each -> each.toXml().contains("NAME=\"Win32_Process\""));
            assertThat(all).anyMatch(each -> each.toXml().contains("NAME=\"Win32_Process\""));
            assertThat(roots.size()).isPositive().isLessThan(all.size());
        }
    }

    @Test
    void rejectsUnknownClass() {
        assertThatThrownBy(() -> get("Nope_X")).isInstanceOfSatisfying(WsmanFaultException.class, fault -> assertThat(
                        fault.error().kind())
                .isEqualTo(WsmanError.Kind.DESTINATION_UNREACHABLE));
    }
}
