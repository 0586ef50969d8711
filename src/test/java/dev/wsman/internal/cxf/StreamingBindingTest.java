package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.xml.XmlFactories;
import java.io.StringWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.junit.jupiter.api.Test;

class StreamingBindingTest {
    private final StringWriter text = new StringWriter();

    private void write(Object part) throws XMLStreamException {
        XMLStreamWriter writer = XmlFactories.outputFactory().createXMLStreamWriter(text);
        StreamingBinding.INSTANCE.createWriter(XMLStreamWriter.class).write(part, writer);
        writer.close();
    }

    @Test
    void letsContentWriteItself() throws XMLStreamException {
        write(BodyContent.of(XmlFactories.parse("<v:x xmlns:v='urn:v'/>")));
        assertThat(XmlFactories.parse(text.toString()).is("urn:v", "x")).isTrue();
    }

    @Test
    void rejectsPartThatCannotWriteItself() {
        assertThatThrownBy(() -> write("text")).isInstanceOf(IllegalStateException.class);
    }
}
