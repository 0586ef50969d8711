package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.schema.CommandShell;
import dev.wsman.schema.DataSource;
import dev.wsman.schema.EventSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Management;
import dev.wsman.schema.Resource;
import dev.wsman.schema.SubscriptionManager;
import dev.wsman.schema.WsmanService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.service.Service;
import org.apache.cxf.service.model.MessageInfo;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;
import org.apache.cxf.wsdl11.WSDLServiceFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the model of each port type with the one that CXF reads from the WSDL. */
class PortTypeModelTest {
    @ParameterizedTest
    @ValueSource(
            classes = {
                Resource.class,
                DataSource.class,
                Management.class,
                EventSource.class,
                SubscriptionManager.class,
                CommandShell.class,
                Identification.class
            })
    void describesOperationsAsTheWsdlDoes(Class<?> portType) {
        Service service = PortTypeModel.of(portType);
        ServiceInfo info = service.getServiceInfos().get(0);
        assertThat(messages(info)).isNotEmpty().isEqualTo(messages(ofWsdl(service)));
        assertThat(service.getEndpointInfo(service.getName()).getBinding().getOperations())
                .allSatisfy(operation -> assertThat(operation.getInput()).isNotNull())
                .hasSameSizeAs(info.getInterface().getOperations());
    }

    private static ServiceInfo ofWsdl(Service service) {
        Bus bus = new CXFBusFactory().createBus();
        try {
            return new WSDLServiceFactory(bus, WsmanService.WSDL_LOCATION.toString(), WsmanService.SERVICE)
                    .create().getServiceInfos().stream()
                            .filter(info -> info.getInterface().getName().equals(service.getName()))
                            .findFirst()
                            .orElseThrow();
        } finally {
            bus.shutdown(true);
        }
    }

    /** Returns the parts of the request and of the response by the names of the operations. */
    private static Map<String, List<List<String>>> messages(ServiceInfo info) {
        Map<String, List<List<String>>> messages = new TreeMap<>();
        for (OperationInfo operation : info.getInterface().getOperations()) {
            messages.put(
                    operation.getName().toString(), List.of(parts(operation.getInput()), parts(operation.getOutput())));
        }
        return messages;
    }

    /** The annotations do not have the type of a part without an element; the body is written without it. */
    private static List<String> parts(MessageInfo message) {
        return message.getMessageParts().stream()
                .map(part -> part.getName() + " " + (part.isElement() ? part.getElementQName() : "without an element"))
                .toList();
    }
}
