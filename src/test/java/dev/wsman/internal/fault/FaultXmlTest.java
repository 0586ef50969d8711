package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.internal.xml.XmlFactories;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultXmlTest {
    private static final String FAULT =
            "<s:Fault xmlns:s=\"http://www.w3.org/2003/05/soap-envelope\"><s:Detail><f:WSManFault"
                    + " xmlns:f=\"http://schemas.microsoft.com/wbem/wsman/1/wsmanfault\" Code=\"5\" Machine=\"m\"/></s:Detail></s:Fault>";

    private static ServerFault fault() {
        return FaultReader.read(XmlFactories.parse(FAULT), List.of(), null);
    }

    @Test
    void writesElementsAsDocumentsOfTheirOwn() {
        ServerFault fault = fault();
        assertThat(XmlFactories.parse(fault.wsmanFaultXml()).attribute("", "Code"))
                .isEqualTo("5");
        assertThat(XmlFactories.parse(fault.detailXml()).localName()).isEqualTo("Detail");
        assertThat(fault.detailXml()).isSameAs(fault.detailXml());
        assertThat(ServerFault.local("because", null).detailXml()).isNull();
    }

    @Test
    void keepsXmlThatWasNotNeededBeforeSerialization() throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(fault());
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ServerFault read = (ServerFault) in.readObject();
            assertThat(read.wsmanFaultXml()).isEqualTo(fault().wsmanFaultXml());
            assertThat(read).isEqualTo(fault()).hasSameHashCodeAs(fault());
        }
    }

    @Test
    void masksSecretsInXml() {
        ServerFault masked = fault().withoutSecrets(text -> text.replace("\"m\"", "\"***\""));
        assertThat(masked.wsmanFaultXml()).contains("Machine=\"***\"");
        assertThat(masked.detailXml()).contains("Machine=\"***\"").doesNotContain("\"m\"");
        assertThat(masked).isNotEqualTo(fault());
    }
}
