package dev.wsman.bench;

import dev.wsman.schema.DataSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Resource;
import dev.wsman.schema.enumeration.Enumerate;
import dev.wsman.schema.enumeration.EnumerateResponse;
import dev.wsman.schema.enumeration.EnumerationContextType;
import dev.wsman.schema.enumeration.Pull;
import dev.wsman.schema.enumeration.PullResponse;
import dev.wsman.schema.identity.IdentifyType;
import dev.wsman.schema.management.AnyListType;
import dev.wsman.schema.management.AttributableEmpty;
import dev.wsman.schema.management.AttributableURI;
import dev.wsman.schema.management.SelectorSetType;
import dev.wsman.schema.management.SelectorType;
import jakarta.xml.bind.JAXBElement;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.ws.BindingProvider;
import jakarta.xml.ws.Dispatch;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.soap.SOAPBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.transform.dom.DOMSource;
import org.apache.cxf.headers.Header;
import org.apache.cxf.helpers.DOMUtils;
import org.apache.cxf.jaxb.JAXBDataBinding;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.ws.addressing.AddressingProperties;
import org.apache.cxf.ws.addressing.AttributedURIType;
import org.apache.cxf.ws.addressing.JAXWSAConstants;
import org.apache.cxf.ws.addressing.WSAddressingFeature;
import org.w3c.dom.Element;

/**
 * The stubs of the contract without wsman-session: proxies that are created once, CXF's HTTP conduit, CXF's JAXB
 * binding, items as DOM elements. The open body of Get is sent through a Dispatch, because stock CXF cannot bind it.
 */
final class NaiveContender implements Contender {
    private static final String WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing";
    private static final String WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd";
    private static final String GET = "http://schemas.xmlsoap.org/ws/2004/09/transfer/Get";

    private final String url;
    private final DataSource dataSource;
    private final Identification identification;
    private final Dispatch<DOMSource> resource;
    private final JAXBDataBinding headers;

    /** A Dispatch cannot send an empty body. The canned server ignores the body. */
    private final Element body = DOMUtils.createDocument().createElementNS(WSMAN, "Nothing");

    NaiveContender(String url) {
        this.url = url;
        dataSource = stub(DataSource.class, true);
        identification = stub(Identification.class, false);
        resource = dispatch();
        try {
            headers = new JAXBDataBinding(AttributableURI.class, SelectorSetType.class);
        } catch (JAXBException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T stub(Class<T> portType, boolean setAddressing) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.setServiceClass(portType);
        factory.setBindingId(SOAPBinding.SOAP12HTTP_BINDING);
        factory.setAddress(url);
        if (setAddressing) {
            factory.setFeatures(List.of(new WSAddressingFeature()));
        }
        T stub = factory.create(portType);
        ((BindingProvider) stub).getRequestContext().put("thread.local.request.context", "true");
        return stub;
    }

    private Dispatch<DOMSource> dispatch() {
        QName port = new QName("urn:dev-wsman:contract", "Port");
        Service service = Service.create(new QName("urn:dev-wsman:contract", Resource.class.getSimpleName()));
        service.addPort(port, SOAPBinding.SOAP12HTTP_BINDING, url);
        Dispatch<DOMSource> dispatch =
                service.createDispatch(port, DOMSource.class, Service.Mode.PAYLOAD, new WSAddressingFeature());
        dispatch.getRequestContext().put("thread.local.request.context", "true");
        return dispatch;
    }

    @Override
    public void identify() {
        identification.identify(new IdentifyType());
    }

    @Override
    public void get() {
        Map<String, Object> context = resource.getRequestContext();
        setAddressing(context, GET);
        List<Header> all = headers();
        SelectorType selector = new SelectorType();
        selector.setName(CannedContract.KEY);
        selector.getContent().add("1000");
        SelectorSetType selectors = new SelectorSetType();
        selectors.getSelector().add(selector);
        all.add(header("SelectorSet", SelectorSetType.class, selectors));
        context.put(Header.HEADER_LIST, all);
        resource.invoke(new DOMSource(body));
    }

    @Override
    public long enumerate(String kind) {
        Map<String, Object> context = ((BindingProvider) dataSource).getRequestContext();
        setAddressing(context, null);
        context.put(Header.HEADER_LIST, headers());
        Enumerate request = new Enumerate();
        request.getAny()
                .add(new JAXBElement<>(
                        new QName(WSMAN, "OptimizeEnumeration"), AttributableEmpty.class, new AttributableEmpty()));
        EnumerateResponse first = dataSource.enumerate(request);
        long items = first.getAny().stream().mapToLong(NaiveContender::items).sum();
        EnumerationContextType next = first.getEnumerationContext();
        while (next != null && !next.getContent().isEmpty()) {
            setAddressing(context, null);
            context.put(Header.HEADER_LIST, headers());
            Pull pull = new Pull();
            pull.setEnumerationContext(next);
            pull.setMaxElements(1000L);
            PullResponse batch = dataSource.pull(pull);
            items += batch.getItems().getAny().size();
            next = batch.getEnumerationContext();
        }
        return items;
    }

    private static long items(Object any) {
        return any instanceof JAXBElement<?> element && element.getValue() instanceof AnyListType list
                ? list.getAny().size()
                : 0;
    }

    private static void setAddressing(Map<String, Object> context, String action) {
        AddressingProperties properties = new AddressingProperties(WSA);
        if (action != null) {
            AttributedURIType uri = new AttributedURIType();
            uri.setValue(action);
            properties.setAction(uri);
        }
        context.put(JAXWSAConstants.CLIENT_ADDRESSING_PROPERTIES, properties);
    }

    private List<Header> headers() {
        AttributableURI uri = new AttributableURI();
        uri.setValue(CannedContract.RESOURCE_URI);
        return new ArrayList<>(List.of(header("ResourceURI", AttributableURI.class, uri)));
    }

    private <T> Header header(String name, Class<T> type, T value) {
        QName qname = new QName(WSMAN, name);
        return new Header(qname, new JAXBElement<>(qname, type, value), headers);
    }

    @Override
    public void close() {
        // CXF's conduit manages its connections itself
    }
}
