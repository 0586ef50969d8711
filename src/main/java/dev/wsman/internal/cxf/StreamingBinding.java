package dev.wsman.internal.cxf;

import dev.wsman.internal.protocol.BodyContent;
import java.util.Collection;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import javax.xml.validation.Schema;
import org.apache.cxf.databinding.AbstractDataBinding;
import org.apache.cxf.databinding.DataReader;
import org.apache.cxf.databinding.DataWriter;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.Attachment;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.MessagePartInfo;
import org.jspecify.annotations.Nullable;

/**
 * Writes the bodies and headers of requests: each is a {@link BodyContent}, which writes itself to the envelope's
 * writer, so that neither a JAXB context nor a parsed schema is needed. Replies do not pass through CXF.
 */
final class StreamingBinding extends AbstractDataBinding {
    static final StreamingBinding INSTANCE = new StreamingBinding();

    private static final Class<?>[] WRITES = {XMLStreamWriter.class};
    private static final Class<?>[] READS = {};

    @Override
    public void initialize(Service service) {}

    @Override
    public <T> DataReader<T> createReader(Class<T> type) {
        throw new IllegalStateException("replies do not pass through CXF: " + type);
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
            if (!(object instanceof BodyContent content)) {
                throw new IllegalStateException("not a BodyContent: " + object.getClass());
            }
            try {
                content.write(writer);
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
