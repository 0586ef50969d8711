package dev.wsman.testkit.protocol;

import static dev.wsman.testkit.fixture.RawClient.DMTF;
import static dev.wsman.testkit.fixture.RawClient.WMI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.RawClient;
import dev.wsman.testkit.fixture.RawReply;
import dev.wsman.testkit.fixture.SampleClasses;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Filters and hierarchies of enumerations. */
class FilterIT {
    private static final String THING = DMTF + "Lab_Thing";

    @AutoStart
    static final WsmanService service = SampleClasses.service().build();

    private RawClient wire;

    @BeforeEach
    void connect() {
        wire = new RawClient(service);
    }

    private RawReply filtered(String uri, String dialect, String content) {
        return wire.send(RawClient.optimized(uri, 50, RawClient.filter(dialect, content)));
    }

    private static List<String> names(RawReply reply) {
        return reply.texts("//wsman:Items//*[local-name()='Name' and not(self::wsman:Selector)]");
    }

    @ParameterizedTest
    @ValueSource(strings = {ServiceNamespaces.WQL_DIALECT, ServiceNamespaces.CQL_DIALECT})
    void queriesClassAtUriOfAllClasses(String dialect) {
        RawReply reply =
                filtered(WMI + "*", dialect, "select * from Lab_Thing where Size &gt;= 2 and Name &lt;&gt; 'x'");
        assertThat(names(reply)).containsExactlyInAnyOrder("two", "gadget");
        assertThat(reply.at("namespace-uri(//wsman:Items/*[1])")).isEqualTo(WMI + "Lab_Thing");
    }

    @Test
    void writesProjectionAsSortedFragmentWithoutNamespace() {
        RawReply reply = filtered(
                WMI + "*", ServiceNamespaces.WQL_DIALECT, "select Size, Name, Flag from Lab_Thing where Name='one'");
        assertThat(reply.children("//wsman:Items")).containsExactly("XmlFragment");
        assertThat(reply.children("//wsman:XmlFragment")).containsExactly("Flag", "Name", "Size");
        assertThat(reply.at("namespace-uri(//wsman:XmlFragment/*[1])")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "selekt garbage, 2147749911",
        "select * from No_Such, 2147749904",
        "select Nope from Lab_Thing, 2147749911",
    })
    void rejectsInvalidQuery(String query, String code) {
        RawReply reply = filtered(WMI + "*", ServiceNamespaces.WQL_DIALECT, query);
        assertThat(reply.fault()).isEqualTo("CannotProcessFilter");
        assertThat(reply.at("//f:WSManFault/@Code")).isEqualTo(code);
        assertThat(service.openContexts()).isZero();
    }

    @Test
    void filtersBySelectorsOnAnyProperty() {
        RawReply reply = filtered(
                THING,
                ServiceNamespaces.SELECTOR_DIALECT,
                "<wsman:SelectorSet><wsman:Selector Name=\"flag\">TRUE</wsman:Selector></wsman:SelectorSet>");
        assertThat(names(reply)).containsExactly("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Size=2",
                "p:Size = 2 and p:Name = 'two'",
                "../Lab_Thing[Size=2]",
                "Lab_Thing[Size='2']",
                "/Lab_Thing/Tags[. = 'c']"
            })
    void filtersByXPath(String expression) {
        assertThat(names(filtered(THING, ServiceNamespaces.XPATH_DIALECT, expression)))
                .containsExactly("two");
    }

    @Test
    void sendsFaultOfWsEnumerationForItsFilter() {
        RawReply reply = wire.send(RawClient.enumerate(
                THING, "<wsen:Filter Dialect=\"" + ServiceNamespaces.XPATH_DIALECT + "\">Size=(</wsen:Filter>"));
        assertThat(reply.at("//s:Subcode/s:Value")).isEqualTo("n:CannotProcessFilter");
        RawReply both = wire.send(
                RawClient.enumerate(THING, "<wsen:Filter>Size=1</wsen:Filter><wsman:Filter>Size=1</wsman:Filter>"));
        assertThat(both.at("//s:Subcode/s:Value")).isEqualTo("n:CannotProcessFilter");
    }

    @Test
    void listsSupportedDialectsForUnknownOne() {
        RawReply reply = filtered(THING, "urn:x", "y");
        assertThat(reply.fault()).isEqualTo("FilterDialectRequestedUnavailable");
        assertThat(reply.texts("//s:Detail/wsen:SupportedDialect"))
                .contains(ServiceNamespaces.WQL_DIALECT, ServiceNamespaces.XPATH_DIALECT);
    }

    @Test
    void findsAssociatedInstances() {
        RawReply reply = filtered(
                ServiceNamespaces.DMTF_ALL_CLASSES,
                ServiceNamespaces.ASSOCIATION_DIALECT,
                SampleClasses.associationsOfOwner("AssociatedInstances", ""));
        assertThat(names(reply)).containsExactlyInAnyOrder("one", "gadget");
        reply = filtered(
                ServiceNamespaces.DMTF_ALL_CLASSES,
                ServiceNamespaces.ASSOCIATION_DIALECT,
                SampleClasses.associationsOfOwner(
                        "AssociatedInstances",
                        "<wsmb:AssociationClassName>Lab_Owns</wsmb:AssociationClassName><wsmb:Role>Owner</wsmb:Role>"
                                + "<wsmb:ResultClassName>Lab_Gadget</wsmb:ResultClassName>"
                                + "<wsmb:ResultRole>Owned</wsmb:ResultRole>"));
        assertThat(names(reply)).containsExactly("gadget");
        reply = filtered(
                ServiceNamespaces.DMTF_ALL_CLASSES,
                ServiceNamespaces.ASSOCIATION_DIALECT,
                SampleClasses.associationsOfOwner("AssociatedInstances", "<wsmb:Role>Owned</wsmb:Role>"));
        assertThat(reply.count("//wsman:Items/*")).isZero();
        assertThat(reply.count("//wsman:EndOfSequence")).isEqualTo(1);
    }

    @Test
    void findsAssociationInstances() {
        RawReply reply = filtered(
                ServiceNamespaces.DMTF_ALL_CLASSES,
                ServiceNamespaces.ASSOCIATION_DIALECT,
                SampleClasses.associationsOfOwner("AssociationInstances", ""));
        assertThat(reply.children("//wsman:Items")).containsExactly("Lab_Owns", "Lab_Owns");
    }

    @Test
    void findsAssociatorsWithWql() {
        RawReply reply = filtered(WMI + "*", ServiceNamespaces.WQL_DIALECT, "associators of {Lab_Thing.Name='two'}");
        assertThat(reply.texts("//*[local-name()='Label']")).containsExactly("second");
    }

    private RawReply polymorphic(String mode) {
        return wire.send(RawClient.optimized(THING, 50, "<wsmb:PolymorphismMode>" + mode + "</wsmb:PolymorphismMode>"));
    }

    @Test
    void includesSubclassesByPolymorphismMode() {
        RawReply deep = polymorphic("IncludeSubClassProperties");
        assertThat(deep.count("//wsman:Items/*")).isEqualTo(4);
        assertThat(deep.count("//wsman:Items/*[local-name()='Lab_Gadget']/*[local-name()='Power']"))
                .isEqualTo(1);
        assertThat(deep.at("namespace-uri(//wsman:Items/*[local-name()='Lab_Gadget'])"))
                .isEqualTo(DMTF + "Lab_Gadget");
        RawReply base = polymorphic("ExcludeSubClassProperties");
        assertThat(names(base)).containsExactly("one", "two", "three", "gadget");
        assertThat(base.count("//*[local-name()='Lab_Gadget' or local-name()='Power']"))
                .isZero();
        assertThat(names(polymorphic("None"))).containsExactly("one", "two", "three");
        assertThat(polymorphic("Other").fault()).isEqualTo("PolymorphismModeNotSupported");
    }

    @Test
    void rejectsEnumerationOfAllClassesWithoutFilter() {
        RawReply reply = wire.send(RawClient.enumerate(WMI + "*", ""));
        assertThat(reply.fault()).isEqualTo("UnsupportedFeature");
        assertThat(reply.detail()).isEqualTo("FilteringRequired");
    }
}
