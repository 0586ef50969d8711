package dev.wsman.internal.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.XmlFactories;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeElementTest {
    private static Tree property(String content) {
        String declared = " xmlns:cim='" + Namespaces.CIM_COMMON + "' xmlns:xsi='" + Namespaces.XSI + "'";
        return XmlFactories.parse(content.replaceFirst("<T", "<T" + declared));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<T><cim:Datetime>x</cim:Datetime></T>",
                "<T><Datetime>x</Datetime></T>",
                "<T>\n  <Datetime>x</Datetime>\n</T>",
                "<T><CIM_DateTime>x</CIM_DateTime></T>",
                "<T><cim:CIM_DateTime>x</cim:CIM_DateTime></T>",
                "<T><Interval>x</Interval></T>",
                "<T><cim:Date>x</cim:Date></T>",
                "<T><Time>x</Time></T>",
                "<T xsi:type='cim:cimDateTime'><Datetime>x</Datetime></T>",
                "<T><!-- when --><Datetime>x</Datetime></T>"
            })
    void findsElementInCimNamespaceAndInNone(String property) {
        Tree holder = TimeElement.in(property(property));
        assertThat(holder).isNotNull();
        assertThat(holder.text()).isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<T>2024-02-29</T>",
                "<T/>",
                "<T><x:Datetime xmlns:x='urn:x'>x</x:Datetime></T>",
                "<T><datetime>x</datetime></T>",
                "<T><Datetime>x</Datetime><Datetime>y</Datetime></T>",
                "<T><Date>x</Date><Name>y</Name></T>",
                "<T>and <Datetime>x</Datetime></T>",
                "<T><Date><Year>1</Year></Date></T>",
                "<T xsi:type='p:LAB_Event_Type' xmlns:p='urn:p'><Date>x</Date></T>"
            })
    void findsNothingInOtherContent(String property) {
        assertThat(TimeElement.in(property(property))).isNull();
    }
}
