package dev.wsman.internal.cxf;

import java.util.Collection;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.validation.Schema;
import org.apache.cxf.databinding.AbstractDataBinding;
import org.apache.cxf.databinding.DataReader;
import org.apache.cxf.databinding.DataWriter;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Attachment;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.ServiceModelVisitor;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.jspecify.annotations.Nullable;

/**
 * How CXF puts the stubs' parameters and our headers on the wire: each writes itself to the envelope's own writer. No
 * JAXB context is needed for that, nor a parsed schema. Replies are read by {@link EnvelopeReader} instead.
 */
final class StreamingBinding extends AbstractDataBinding {
    static final StreamingBinding INSTANCE = new StreamingBinding();

    private static final QName ANY_TYPE = new QName(XMLConstants.W3C_XML_SCHEMA_NS_URI, "anyType");
    private static final Class<?>[] WRITES = {XMLStreamWriter.class};
    private static final Class<?>[] READS = {};

    @Override
    public void initialize(Service service) {
        for (ServiceInfo info : service.getServiceInfos()) {
            new ServiceModelVisitor(info) {
                @Override
                public void begin(MessagePartInfo part) {
                    if (part.getTypeQName() == null && part.getElementQName() == null) {
                        part.setTypeQName(ANY_TYPE);
                    }
                }
            }.walk();
        }
    }

    @Override
    public <T> DataReader<T> createReader(Class<T> type) {
        throw new IllegalStateException("replies are read by EnvelopeReader, not as " + type);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> DataWriter<T> createWriter(Class<T> type) {
        if (type != XMLStreamWriter.class) {
            throw new IllegalStateException("requests are written to an XMLStreamWriter, not to " + type);
        }
        return (DataWriter<T>) Writer.INSTANCE;
    }

    @Override
    public Class<?>[] getSupportedReaderFormats() {
        return READS;
    }

    @Override
    public Class<?>[] getSupportedWriterFormats() {
        return WRITES;
    }

    private static final class Writer implements DataWriter<XMLStreamWriter> {
        private static final Writer INSTANCE = new Writer();

        @Override
        public void write(Object object, @Nullable MessagePartInfo part, XMLStreamWriter writer) {
            try {
                RequestBodies.content(object).write(writer);
            } catch (XMLStreamException e) {
                throw new Fault(e);
            }
        }

        @Override
        public void write(Object object, XMLStreamWriter writer) {
            write(object, null, writer);
        }

        @Override
        public void setSchema(Schema schema) {}

        @Override
        public void setAttachments(Collection<Attachment> attachments) {}

        @Override
        public void setProperty(String name, Object value) {}
    }
}
