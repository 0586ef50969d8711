package dev.wsman.internal.cxf;

import org.apache.cxf.jaxws.support.JaxWsServiceFactoryBean;
import org.apache.cxf.service.ServiceImpl;
import org.apache.cxf.service.model.OperationInfo;
import org.apache.cxf.service.model.ServiceInfo;

/**
 * Builds CXF's model of a generated port type whose methods are all bare. CXF's own implementation logs a line at INFO
 * for each service that it builds, which cannot be switched off. It also prepares for wrapped and RPC methods, declared
 * faults and schema validation, which the contract does not have.
 */
final class StubServiceFactory extends JaxWsServiceFactoryBean {
    @Override
    protected void buildServiceFromClass() {
        setPopulateFromClass(true);
        ServiceInfo info = new ServiceInfo();
        info.setName(getServiceQName());
        info.setTargetNamespace(getServiceQName().getNamespaceURI());
        setService(new ServiceImpl(info));
        setServiceProperties();
        createInterface(info);
        initializeDataBindings();
        info.getInterface().getOperations().forEach(operation -> describeMessages(info, operation));
    }

    private void describeMessages(ServiceInfo info, OperationInfo operation) {
        if (operation.hasInput()) {
            createBareMessage(info, operation, false);
        }
        if (operation.hasOutput()) {
            createBareMessage(info, operation, true);
        }
    }
}
