package dev.wsman.internal.stub;

import dev.wsman.internal.transport.HttpReply;
import java.util.List;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.jspecify.annotations.Nullable;

/** The one interceptor of the inbound chain: turns a reply into what the stub returns, or notes on the call why not. */
final class ReplyInterceptor extends AbstractPhaseInterceptor<Message> {

    ReplyInterceptor() {
        super(Phase.READ);
    }

    @Override
    public void handleMessage(Message message) {
        Call call = message.getContent(Call.class);
        HttpReply reply = message.getContent(HttpReply.class);
        message.setContent(List.class, new MessageContentsList(read(call, reply)));
    }

    private static @Nullable Object read(Call call, HttpReply reply) {
        try {
            return new EnvelopeReader(call, reply).read();
        } catch (RuntimeException e) {
            call.failed(e);
            return null;
        }
    }
}
