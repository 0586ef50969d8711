package dev.wsman.internal.cxf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.schema.DataSource;
import dev.wsman.schema.Identification;
import dev.wsman.schema.Management;
import dev.wsman.schema.Resource;
import dev.wsman.schema.WsmanService;
import javax.xml.namespace.QName;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.frontend.ClientProxy;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.service.model.BindingOperationInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** CXF accepts the WSDL in the jar for the generated port types. */
class ContractProxyTest {

    private Bus bus;

    @BeforeEach
    void openBus() {
        bus = new CXFBusFactory().createBus();
    }

    @AfterEach
    void closeBus() {
        bus.shutdown(true);
    }

    @Test
    void buildsProxyOfEachPortType() {
        assertThat(operations(Resource.class, WsmanService.ResourcePort))
                .containsExactlyInAnyOrder("Get", "Put", "Create", "Delete");
        assertThat(operations(DataSource.class, WsmanService.DataSourcePort))
                .containsExactlyInAnyOrder("Enumerate", "Pull", "Renew", "GetStatus", "Release");
        assertThat(operations(Management.class, WsmanService.ManagementPort)).containsExactly("Invoke");
        assertThat(operations(Identification.class, WsmanService.IdentificationPort))
                .containsExactly("Identify");
    }

    private String[] operations(Class<?> portType, QName port) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.setBus(bus);
        factory.setServiceClass(portType);
        factory.setWsdlURL(WsmanService.WSDL_LOCATION.toString());
        factory.setServiceName(WsmanService.SERVICE);
        factory.setEndpointName(port);
        Client client = ClientProxy.getClient(factory.create());
        try {
            return client.getEndpoint().getEndpointInfo().getBinding().getOperations().stream()
                    .map(BindingOperationInfo::getName)
                    .map(QName::getLocalPart)
                    .toArray(String[]::new);
        } finally {
            client.destroy();
        }
    }
}
