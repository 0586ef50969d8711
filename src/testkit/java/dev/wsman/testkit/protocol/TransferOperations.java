package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.protocol.ReferenceXml.ReferencePosition;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;

/** WS-Transfer: Get, Put, Create and Delete, of whole representations and of fragments. */
final class TransferOperations {
    private static final Set<DataType> NOT_COMPARED = EnumSet.of(DataType.REFERENCE, DataType.EMBEDDED_INSTANCE);

    private final ServiceSettings service;

    TransferOperations(ServiceSettings service) {
        this.service = service;
    }

    void get(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        ManagedClass type = resource.required();
        CimInstance instance = KeySelectors.find(type, KeySelectors.of(type, request.selectors()));
        represent(request, resource, instance, reply);
    }

    void put(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        ManagedClass type = resource.required();
        Map<String, String> keys = KeySelectors.of(type, request.selectors());
        CimInstance before = KeySelectors.find(type, keys);
        Optional<FragmentExpression> fragment = FragmentExpression.of(request);
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance after = type.put(
                keys,
                fragment.map(each -> each.replace(type, before, content, service.quirks()))
                        .orElseGet(() -> representation(type, resource, content, before)));
        if (service.quirks().has(ServerQuirk.PUT_RETURNS_NOTHING)) {
            fragment.ifPresent(each -> each.writeHeader(reply.headers()));
        } else {
            represent(request, resource, after, reply);
        }
    }

    private CimInstance representation(
            ManagedClass type, TargetResource resource, Element content, CimInstance before) {
        CimInstance sent = RepresentationReader.representation(content, type, resource, service.quirks());
        if (service.quirks().has(ServerQuirk.READ_ONLY_REFUSED)) {
            type.properties().forEach(property -> requireUnchanged(property, before, sent));
            return sent;
        }
        if (!service.quirks().has(ServerQuirk.PUT_NULLS_OMITTED)) {
            return sent;
        }
        CimInstance complete = sent;
        for (PropertyDeclaration property : type.properties()) {
            boolean omitted = sent.propertyName(property.name()).isEmpty();
            if (omitted && property.writable() && before.value(property.name()).isPresent()) {
                complete = complete.with(property.name(), null);
            }
        }
        return complete;
    }

    /** Rejects a value of a property that is not writable, unless it is the value that the property has. */
    private static void requireUnchanged(PropertyDeclaration property, CimInstance before, CimInstance sent) {
        boolean compared = !property.writable() && !NOT_COMPARED.contains(property.type());
        if (compared && sent.propertyName(property.name()).isPresent()) {
            String value = String.valueOf(sent.value(property.name()).orElse(null));
            if (!value.equals(String.valueOf(before.value(property.name()).orElse(null)))) {
                throw RepresentationReader.invalid("InvalidValues", property.name() + " is read-only");
            }
        }
    }

    void create(ServiceRequest request, TargetResource resource, ReplyBuilder reply) {
        ManagedClass type = resource.required();
        if (FragmentExpression.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        Element content = request.content().orElseThrow(() -> missing("The body is empty"));
        CimInstance created = type.create(
                request.selectors().keys(),
                RepresentationReader.representation(content, type, resource, service.quirks()));
        XmlTextWriter xml = reply.body().open(ServiceNamespaces.TRANSFER, "ResourceCreated");
        if (service.quirks().has(ServerQuirk.WRAPPED_RESOURCE_CREATED)) {
            ReferenceXml.write(xml, service, resource, service.registry().referenceTo(created), ReferencePosition.NEW);
        } else {
            ReferenceXml.writeContent(
                    xml, service, resource, service.registry().referenceTo(created), ReferencePosition.NEW);
        }
        xml.close();
    }

    void delete(ServiceRequest request, TargetResource resource) {
        ManagedClass type = resource.required();
        if (FragmentExpression.of(request).isPresent()) {
            throw FaultKind.UNSUPPORTED_FEATURE.fault("FragmentLevelAccess").exception();
        }
        type.delete(KeySelectors.existing(type, request.selectors()));
    }

    private void represent(ServiceRequest request, TargetResource resource, CimInstance instance, ReplyBuilder reply) {
        RepresentationWriter writer = new RepresentationWriter(service, resource);
        Optional<FragmentExpression> fragment = FragmentExpression.of(request);
        if (fragment.isPresent()) {
            fragment.get().writeHeader(reply.headers());
            fragment.get().write(reply.body(), service, resource, instance);
        } else {
            writer.write(reply.body(), instance);
        }
    }

    private static ServiceFaultException missing(String reason) {
        return RepresentationReader.invalid("MissingValues", reason);
    }
}
