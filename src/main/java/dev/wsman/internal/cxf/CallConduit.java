package dev.wsman.internal.cxf;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.transport.HttpCall;
import dev.wsman.internal.transport.HttpReply;
import dev.wsman.internal.xml.XmlFactories;
import java.io.OutputStream;
import java.util.logging.Logger;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.apache.cxf.message.Message;
import org.apache.cxf.transport.AbstractConduit;
import org.apache.cxf.ws.addressing.EndpointReferenceType;
import org.jspecify.annotations.Nullable;

/**
 * Hands a finished request to the transport of the session that made the call, and the reply back to CXF, all on the
 * caller's thread. It holds nothing itself, so that all sessions share it.
 */
final class CallConduit extends AbstractConduit {
    // Exactly this: openwsman answers other forms with an empty body or 415, Windows 2008 refuses a parameter "action".
    private static final String CONTENT_TYPE = "application/soap+xml;charset=UTF-8";
    private static final Logger LOG = Logger.getLogger(CallConduit.class.getName());

    CallConduit() {
        super(new EndpointReferenceType());
    }

    @Override
    public void prepare(Message message) {
        RequestBuffer buffer = new RequestBuffer();
        message.setContent(OutputStream.class, buffer);
        try {
            message.setContent(
                    XMLStreamWriter.class, XmlFactories.outputFactory().createXMLStreamWriter(buffer, "UTF-8"));
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a writer into memory cannot be made", e);
        }
    }

    @Override
    public void close(Message message) {
        RequestBuffer buffer = (RequestBuffer) message.getContent(OutputStream.class);
        StubCall call = message.getContent(StubCall.class);
        if (buffer == null || call == null) {
            return;
        }
        try {
            message.getContent(XMLStreamWriter.class).close();
            call.answer(exchange(call, buffer));
        } catch (RuntimeException e) {
            call.failed(e);
        } catch (XMLStreamException e) {
            call.failed(ExchangeException.protocol("a request that can be written as XML", e.getMessage(), 0, e));
        }
    }

    private static @Nullable Object exchange(StubCall call, RequestBuffer buffer) {
        HttpCall request = new HttpCall(
                buffer.bytes(), buffer.length(), CONTENT_TYPE, call.httpHeaders, call.repeatable, call.deadline);
        try (HttpReply reply = call.transport.exchange(request)) {
            return read(call, reply);
        }
    }

    private static @Nullable Object read(StubCall call, HttpReply reply) {
        try {
            return new EnvelopeReader(call, reply).read();
        } catch (RuntimeException e) {
            call.failed(e);
            if (isUnreadable(e)) {
                reply.abort();
            }
            return null;
        }
    }

    /** Whether reading stopped somewhere in the middle; a fault is the end of its reply but for some end tags. */
    private static boolean isUnreadable(RuntimeException failure) {
        return !(failure instanceof ExchangeException known && known.stage() == Stage.FAULT);
    }

    @Override
    protected Logger getLogger() {
        return LOG;
    }
}
