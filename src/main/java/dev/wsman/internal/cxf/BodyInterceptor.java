package dev.wsman.internal.cxf;

import org.apache.cxf.interceptor.AbstractOutDatabindingInterceptor;
import org.apache.cxf.message.Exchange;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageContentsList;
import org.apache.cxf.phase.Phase;
import org.apache.cxf.service.model.BindingOperationInfo;

/**
 * Writes the body of a request by the data binding, unless the body is empty. CXF's {@code BareOutInterceptor} does the
 * same, but is in the jar that reads WSDL, which nothing else here needs at run time.
 */
final class BodyInterceptor extends AbstractOutDatabindingInterceptor {
    BodyInterceptor() {
        super(Phase.MARSHAL);
    }

    @Override
    public void handleMessage(Message message) {
        Exchange exchange = message.getExchange();
        BindingOperationInfo operation = exchange.getBindingOperationInfo();
        MessageContentsList body = MessageContentsList.getContentsList(message);
        if (!body.isEmpty()) {
            writeParts(message, exchange, operation, body, operation.getInput().getMessageParts());
        }
    }
}
