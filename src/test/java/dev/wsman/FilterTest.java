package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.internal.xml.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FilterTest {
    private static final ResourceLocator SERVICE = ResourceLocator.parse("wmicimv2/Win32_Service?Name=winmgmt");
    private static final ResourceLocator BROKER_SERVICE = ResourceLocator.of(
                    "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Service")
            .selector("Name", "sshd");

    @Test
    void writesQueriesAsTextWithDialect() {
        assertThat(Filter.wql("select * from X where a < 'b'").toTree().toXml())
                .isEqualTo("<wsman:Filter xmlns:wsman=\"http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd\""
                        + " Dialect=\"http://schemas.microsoft.com/wbem/wsman/1/WQL\">select * from X where a &lt; 'b'"
                        + "</wsman:Filter>");
        assertThat(Filter.cql("x").dialect()).isEqualTo("http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf");
        assertThat(Filter.xpath("x").dialect()).isEqualTo("http://www.w3.org/TR/1999/REC-xpath-19991116");
        assertThat(Filter.xpath("x").expression()).contains("x");
    }

    @Test
    void writesSelectorFilterInOrderOfMap() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("State", "Running");
        values.put("A", "");
        assertThat(Filter.selector(values).toTree().toXml())
                .endsWith("/SelectorFilter\"><wsman:SelectorSet><wsman:Selector Name=\"State\">Running</wsman:Selector>"
                        + "<wsman:Selector Name=\"A\"/></wsman:SelectorSet></wsman:Filter>");
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.selector(Map.of()));
    }

    @Test
    void writesAssociatedInstancesInSchemaOrder() {
        Filter filter = Filter.associatedWith(SERVICE)
                .includeResultProperty("P2")
                .resultRole("RR")
                .resultClass("RC")
                .role("R")
                .associationClass("AC")
                .includeResultProperty("P1");
        assertThat(names(filter))
                .containsExactly(
                        "Object=",
                        "AssociationClassName=AC",
                        "Role=R",
                        "ResultClassName=RC",
                        "ResultRole=RR",
                        "IncludeResultProperty=P2",
                        "IncludeResultProperty=P1");
        assertThat(filter.dialect()).isEqualTo("http://schemas.dmtf.org/wbem/wsman/1/cimbinding/associationFilter");
    }

    @Test
    void padsAssociationFilterToFourElementsForOpenwsman() {
        String none = "IncludeResultProperty=";
        assertThat(names(Filter.associatedWith(BROKER_SERVICE))).containsExactly("Object=", none, none, none);
        assertThat(names(Filter.associatedWith(BROKER_SERVICE).resultClass("RC").resultRole("RR")))
                .containsExactly("Object=", "ResultClassName=RC", "ResultRole=RR", none);
        assertThat(names(Filter.associationsOf(BROKER_SERVICE).role("R").includeResultProperty("P")))
                .containsExactly("Object=", "Role=R", "IncludeResultProperty=P", none, none);
    }

    @Test
    void addsNoPaddingForWindows() {
        assertThat(names(Filter.associatedWith(SERVICE))).containsExactly("Object=");
        assertThat(names(Filter.associationsOf(SERVICE).includeResultProperty("P")))
                .containsExactly("Object=", "IncludeResultProperty=P");
    }

    @Test
    void writesSourceInstanceAsContentOfEndpointReference() {
        Tree object = content(Filter.associationsOf(SERVICE)).firstElement();
        assertThat(object).isNotNull();
        assertThat(ResourceLocator.fromEndpointReference(object)).isEqualTo(SERVICE);
    }

    @Test
    void acceptsTextXmlInstancesAndDomInAnyDialect() {
        Tree expected = Instance.parse("<Q xmlns='urn:q'>1</Q>").tree();
        for (Object content : new Object[] {
            " <Q xmlns='urn:q'>1</Q>",
            Instance.parse("<Q xmlns='urn:q'>1</Q>"),
            Instance.parse("<Q xmlns='urn:q'>1</Q>").toElement()
        }) {
            assertThat(content(Filter.of("urn:d", content))).isEqualTo(expected);
        }
        assertThat(Filter.of("urn:d", "a < b").expression()).contains("a < b");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.of("urn:d", 5))
                .withMessageContaining("Integer");
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.of("urn:d", "<Q>"));
    }

    @Test
    void comparesByDialectAndContent() {
        assertThat(Filter.wql("a")).isEqualTo(Filter.wql("a")).hasSameHashCodeAs(Filter.wql("a"));
        assertThat(Filter.wql("a")).isNotEqualTo(Filter.cql("a")).hasToString("WQL: a");
        assertThat(Filter.associatedWith(SERVICE).role("R"))
                .isEqualTo(Filter.associatedWith(SERVICE).role("R"));
    }

    @Test
    void hidesSecretsInToString() {
        ResourceLocator account = ResourceLocator.of("urn:x:Account").selector("UserPassword", "s3cret");
        assertThat(List.of(
                        Filter.selector(Map.of("AdminPassword", "s3cret")),
                        Filter.associatedWith(account),
                        Filter.of("urn:d", "<Q><Token>s3cret</Token></Q>")))
                .allSatisfy(
                        filter -> assertThat(filter.toString()).contains("***").doesNotContain("s3cret"));
    }

    @Test
    void namesBadArguments() {
        assertThatIllegalArgumentException().isThrownBy(() -> Filter.wql(" ")).withMessageContaining("query");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Filter.associatedWith(SERVICE).role("a b"))
                .withMessageContaining("Role");
    }

    private static Tree content(Filter filter) {
        Tree content = filter.toTree().firstElement();
        assertThat(content).isNotNull();
        return content;
    }

    private static List<String> names(Filter filter) {
        List<String> names = new ArrayList<>();
        content(filter).elements().forEach(child -> names.add(child.localName() + "=" + child.text()));
        return names;
    }
}
