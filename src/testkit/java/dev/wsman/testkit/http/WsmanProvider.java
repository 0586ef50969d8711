package dev.wsman.testkit.http;

import com.sun.xml.ws.developer.JAXWSProperties;
import dev.wsman.testkit.protocol.Dispatcher;
import jakarta.annotation.Resource;
import jakarta.xml.ws.BindingType;
import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceContext;
import jakarta.xml.ws.WebServiceException;
import jakarta.xml.ws.WebServiceProvider;
import jakarta.xml.ws.soap.SOAPBinding;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMResult;
import org.w3c.dom.Document;

/**
 * The service as JAX-WS RI sees it: whole envelopes of SOAP 1.2. MESSAGE mode also keeps RI from evaluating
 * mustUnderstand.
 *
 * <p>The reply does not go back through RI. RI would declare every namespace again on each header block, so that the
 * reply would be larger than the size that was checked against MaxEnvelopeSize. The reply is left in the {@link
 * JaxWsExchange}.
 */
@WebServiceProvider
@ServiceMode(Service.Mode.MESSAGE)
@BindingType(SOAPBinding.SOAP12HTTP_BINDING)
public final class WsmanProvider implements Provider<Source> {
    private final Dispatcher dispatcher;

    @Resource
    private WebServiceContext context;

    WsmanProvider(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public Source invoke(Source request) {
        JaxWsExchange exchange = (JaxWsExchange) context.getMessageContext().get(JAXWSProperties.HTTP_EXCHANGE);
        exchange.reply(dispatcher.reply(
                document(request).getDocumentElement(), exchange.anonymous(), exchange.client(), exchange.script()));
        return null;
    }

    private static Document document(Source source) {
        try {
            DOMResult result = new DOMResult();
            TransformerFactory.newInstance().newTransformer().transform(source, result);
            return (Document) result.getNode();
        } catch (TransformerException broken) {
            throw new WebServiceException(broken);
        }
    }
}
