package dev.wsman.internal.cxf;

import jakarta.jws.WebMethod;
import jakarta.jws.WebParam;
import jakarta.jws.WebResult;
import jakarta.jws.WebService;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import org.apache.cxf.binding.soap.Soap12;
import org.apache.cxf.binding.soap.model.SoapBindingInfo;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.ServiceImpl;
import org.apache.cxf.service.model.BindingInfo;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.apache.cxf.service.model.EndpointInfo;
import org.apache.cxf.service.model.InterfaceInfo;
import org.apache.cxf.service.model.MessageInfo;
import org.apache.cxf.service.model.MessagePartInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.jspecify.annotations.Nullable;

/**
 * Builds CXF's model of a generated port type from its annotations. All operations of the contract are document/literal
 * and bare: a message has one part or none. CXF's front end supports much more, and loading it took
 * a fifth of the time from the start of the JVM to the first reply.
 */
final class PortTypeModel {
    private static final QName ANY_TYPE = new QName(XMLConstants.W3C_XML_SCHEMA_NS_URI, "anyType");
    private static final String SOAP_HTTP = "http://schemas.xmlsoap.org/soap/http";
    private static final String SOAP12_BINDING = "http://schemas.xmlsoap.org/wsdl/soap12/";

    private final Class<?> portType;
    private final QName name;
    private final ServiceInfo info = new ServiceInfo();

    private PortTypeModel(Class<?> portType) {
        this.portType = portType;
        WebService annotation = portType.getAnnotation(WebService.class);
        this.name = new QName(annotation.targetNamespace(), annotation.name());
        info.setName(name);
        info.setTargetNamespace(name.getNamespaceURI());
    }

    /** Returns a service with one endpoint, named as the port type. */
    static Service of(Class<?> portType) {
        PortTypeModel model = new PortTypeModel(portType);
        model.describeOperations();
        model.describeEndpoint();
        Service service = new ServiceImpl(model.info);
        service.setDataBinding(StreamingBinding.INSTANCE);
        return service;
    }

    private void describeOperations() {
        InterfaceInfo operations = new InterfaceInfo(info, name);
        for (Method method : portType.getMethods()) {
            String title = method.getAnnotation(WebMethod.class).operationName();
            OperationInfo operation = operations.addOperation(qualified(title));
            operation.setInput(title, request(operation, method.getParameterAnnotations()));
            operation.setOutput(title + "Response", response(operation, method.getAnnotation(WebResult.class)));
        }
    }

    private MessageInfo request(OperationInfo operation, Annotation[][] parameters) {
        MessageInfo input = operation.createMessage(operation.getName(), MessageInfo.Type.INPUT);
        for (Annotation[] parameter : parameters) {
            for (Annotation annotation : parameter) {
                if (annotation instanceof WebParam part) {
                    addPart(input, part.partName(), part.targetNamespace(), part.name());
                }
            }
        }
        return input;
    }

    private MessageInfo response(OperationInfo operation, @Nullable WebResult result) {
        QName message = qualified(operation.getName().getLocalPart() + "Response");
        MessageInfo output = operation.createMessage(message, MessageInfo.Type.OUTPUT);
        if (result != null) {
            addPart(output, result.partName(), result.targetNamespace(), result.name());
        }
        return output;
    }

    /** Adds a part, which has a type if no element is declared for it: wsdl2java then leaves the namespace empty. */
    private void addPart(MessageInfo message, String part, String namespace, String element) {
        MessagePartInfo added = message.addMessagePart(qualified(part));
        if (namespace.isEmpty()) {
            added.setTypeQName(ANY_TYPE);
        } else {
            added.setElementQName(new QName(namespace, element));
        }
    }

    private void describeEndpoint() {
        BindingInfo binding = new SoapBindingInfo(info, SOAP12_BINDING, Soap12.getInstance());
        binding.setName(name);
        for (OperationInfo operation : info.getInterface().getOperations()) {
            binding.addOperation(new BindingOperationInfo(binding, operation));
        }
        info.addBinding(binding);
        EndpointInfo endpoint = new EndpointInfo(info, SOAP_HTTP);
        endpoint.setName(name);
        endpoint.setBinding(binding);
        info.addEndpoint(endpoint);
    }

    private QName qualified(String local) {
        return new QName(name.getNamespaceURI(), local);
    }
}
