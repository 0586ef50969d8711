package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.wql.AssociatorsQuery;
import dev.wsman.testkit.wql.WqlException;
import dev.wsman.testkit.wql.WqlQuery;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * Selects the items of an enumeration: the instances of a class, or those that a filter of one of the dialects
 * selects.
 */
final class FilterEvaluator {
    private static final Set<DataType> NOT_IN_SELECTOR_FILTERS =
            EnumSet.of(DataType.DATETIME, DataType.REFERENCE, DataType.EMBEDDED_INSTANCE);
    private static final long WMI_INVALID_CLASS = 2147749904L;
    private static final long WMI_INVALID_QUERY = 2147749911L;

    private final ServiceSettings service;
    private final ServerQuirks quirks;
    private final ServiceRequest request;
    private final TargetResource resource;
    private final PolymorphismMode polymorphism;
    private FaultKind cannotProcess = FaultKind.CANNOT_PROCESS_FILTER;

    FilterEvaluator(ServiceSettings service, ServiceRequest request, TargetResource resource, Element enumerate) {
        this.service = service;
        this.quirks = service.quirks();
        this.request = request;
        this.resource = resource;
        this.polymorphism = PolymorphismMode.of(enumerate, quirks);
    }

    ItemSelection select(Element enumerate) {
        Optional<Element> wsman = DomElements.child(enumerate, ServiceNamespaces.WSMAN, "Filter");
        Optional<Element> wsen = DomElements.child(enumerate, ServiceNamespaces.ENUMERATION, "Filter");
        if (wsen.isPresent() || quirks.has(ServerQuirk.FILTER_FAULT_OF_ENUMERATION)) {
            cannotProcess = FaultKind.ENUMERATION_CANNOT_PROCESS_FILTER;
        }
        if (wsman.isPresent() && wsen.isPresent()) {
            throw cannotProcess("There are two filters.");
        }
        return wsman.or(() -> wsen).map(this::filtered).orElseGet(this::unfiltered);
    }

    private ItemSelection unfiltered() {
        ManagedClass type = resource.managed().orElseThrow(() -> FaultKind.UNSUPPORTED_FEATURE
                .fault("FilteringRequired")
                .nativeCode(2150858831L)
                .reason("All classes cannot be enumerated without a filter.")
                .exception());
        return ItemSelection.of(instancesOf(type));
    }

    private Supplier<Stream<CimInstance>> instancesOf(ManagedClass type) {
        return () -> polymorphism.instances(type, service.registry());
    }

    private ItemSelection filtered(Element filter) {
        if (!resource.cim()) {
            throw FaultKind.FILTERING_NOT_SUPPORTED.fault().exception();
        }
        String dialect = filter.getAttributeNS(null, "Dialect").strip();
        return switch (dialect) {
            case "", ServiceNamespaces.XPATH_DIALECT -> xpath(filter);
            case ServiceNamespaces.WQL_DIALECT -> wql(DomElements.text(filter), true);
            case ServiceNamespaces.CQL_DIALECT -> {
                if (quirks.has(ServerQuirk.NO_CQL_FILTER)) {
                    throw unknownDialect();
                }
                yield wql(DomElements.text(filter), false);
            }
            case ServiceNamespaces.SELECTOR_DIALECT -> selectors(filter);
            default -> {
                if (dialect.equalsIgnoreCase(ServiceNamespaces.ASSOCIATION_DIALECT)) {
                    yield associated(filter);
                }
                throw unknownDialect();
            }
        };
    }

    private ServiceFaultException unknownDialect() {
        StringBuilder dialects = new StringBuilder();
        Stream.of(
                        ServiceNamespaces.WQL_DIALECT,
                        ServiceNamespaces.CQL_DIALECT,
                        ServiceNamespaces.SELECTOR_DIALECT,
                        ServiceNamespaces.ASSOCIATION_DIALECT,
                        ServiceNamespaces.XPATH_DIALECT)
                .filter(dialect ->
                        !dialect.equals(ServiceNamespaces.CQL_DIALECT) || !quirks.has(ServerQuirk.NO_CQL_FILTER))
                .forEach(dialect -> dialects.append("<d:SupportedDialect xmlns:d=\"")
                        .append(ServiceNamespaces.ENUMERATION)
                        .append("\">")
                        .append(dialect)
                        .append("</d:SupportedDialect>"));
        return FaultKind.FILTER_DIALECT_UNAVAILABLE
                .fault()
                .xml(dialects.toString())
                .exception();
    }

    private ItemSelection wql(String text, boolean wmi) {
        boolean wrongUri = !resource.allClasses() || !request.selectors().keys().isEmpty();
        if (wmi && wrongUri && quirks.has(ServerQuirk.WQL_ON_ALL_CLASSES_ONLY)) {
            throw FaultKind.DESTINATION_UNREACHABLE
                    .fault("InvalidResourceURI")
                    .nativeCode(2150859003L)
                    .reason("A WQL query needs the resource URI of all classes and no selectors.")
                    .exception();
        }
        try {
            return AssociatorsQuery.isAssociatorsQuery(text)
                    ? associated(AssociatorsQuery.parse(text), text)
                    : query(text);
        } catch (WqlException error) {
            throw cannotProcess(error.getMessage(), WMI_INVALID_QUERY, text);
        }
    }

    private ItemSelection query(String text) {
        WqlQuery query = WqlQuery.parse(text).with(service.registry().tree());
        ManagedClass type = service.registry()
                .find(query.className())
                .filter(service.registry()::isCim)
                .orElseThrow(
                        () -> cannotProcess("There is no class " + query.className() + ".", WMI_INVALID_CLASS, text));
        boolean foreign = resource.managed()
                .filter(target -> !service.registry().tree().isA(type.name(), target.name()))
                .isPresent();
        if (foreign) {
            throw cannotProcess(
                    "The query selects another class than the resource URI names.", WMI_INVALID_QUERY, text);
        }
        query.check(type);
        return new ItemSelection(
                () -> query.select(instancesOf(type).get()),
                query.isProjection() ? Optional.of(query.projection()) : Optional.empty());
    }

    private ItemSelection selectors(Element filter) {
        if (quirks.has(ServerQuirk.SELECTOR_FILTER_IGNORED)) {
            return unfiltered();
        }
        Map<String, String> wanted = DomElements.child(filter, ServiceNamespaces.WSMAN, "SelectorSet")
                .map(SelectorSet::read)
                .orElseThrow(() -> cannotProcess("The filter has no wsman:SelectorSet."))
                .keys();
        ManagedClass type = resource.required();
        wanted.forEach((name, value) -> checkSelector(type, name, value));
        Supplier<Stream<CimInstance>> all = instancesOf(type);
        return ItemSelection.of(() -> all.get().filter(instance -> instance.hasValues(wanted)));
    }

    private void checkSelector(ManagedClass type, String name, String value) {
        PropertyDeclaration property = type.properties().stream()
                .filter(each -> each.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> cannotProcess(type.name() + " has no property " + name + "."));
        boolean simple = !property.array()
                && !NOT_IN_SELECTOR_FILTERS.contains(property.type())
                && !value.contains("'")
                && !value.contains("\"");
        if (!simple && quirks.has(ServerQuirk.SIMPLE_SELECTOR_FILTERS_ONLY)) {
            throw cannotProcess("A selector filter cannot compare " + name + " with " + value + ".");
        }
    }

    private ItemSelection xpath(Element filter) {
        if (quirks.has(ServerQuirk.NO_XPATH_FILTER)) {
            throw FaultKind.ENUMERATION_CANNOT_PROCESS_FILTER
                    .fault("NotSupported")
                    .exception();
        }
        ManagedClass type = resource.required();
        String expression = DomElements.text(filter);
        XPathFilter compiled = XPathFilter.of(expression, resource, service)
                .orElseThrow(() -> cannotProcess("Not XPath: " + expression));
        Supplier<Stream<CimInstance>> all = instancesOf(type);
        return ItemSelection.of(() -> all.get().filter(compiled::matches));
    }

    private ItemSelection associated(Element filter) {
        Element query = DomElements.children(filter).stream()
                .findFirst()
                .orElseThrow(() -> cannotProcess("The filter is empty."));
        // openwsman ignores a filter with fewer than four children (SERVERS.md)
        if (quirks.has(ServerQuirk.SHORT_ASSOCIATION_FILTER_IGNORED)
                && DomElements.children(query).size() < 4) {
            return unfiltered();
        }
        if (quirks.has(ServerQuirk.EMPTY_ASSOCIATION_PARTS_REFUSED) && hasEmptyPart(query)) {
            throw cannotProcess("An element of the filter is empty.");
        }
        AssociationFilter read = AssociationFilter.read(query)
                .orElseThrow(() -> cannotProcess("The filter is not an association filter."));
        ItemSelection all = associated(read.query(), "");
        if (read.properties().isEmpty()) {
            return all;
        }
        return new ItemSelection(() -> all.items().get().map(read::reduced), Optional.of(read.properties()));
    }

    private static boolean hasEmptyPart(Element query) {
        return DomElements.children(query).stream()
                .anyMatch(part -> DomElements.text(part).isEmpty()
                        && DomElements.children(part).isEmpty()
                        && !part.getLocalName().equals("IncludeResultProperty"));
    }

    private ItemSelection associated(AssociatorsQuery query, String text) {
        AssociationResolver associations = new AssociationResolver(service.registry());
        if (service.registry().find(query.source().className()).isEmpty()) {
            throw cannotProcess("There is no class " + query.source().className() + ".", WMI_INVALID_CLASS, text);
        }
        return ItemSelection.of(() -> associations.resolve(query));
    }

    private ServiceFaultException cannotProcess(String reason) {
        return cannotProcess.fault().reason(reason).exception();
    }

    private ServiceFaultException cannotProcess(String reason, long wmi, String query) {
        ServiceFault fault = cannotProcess.fault().reason(reason).provider(reason, query);
        // the provider's fault repeats the code of the outer fault (captures/windows/faults/soap_fault_v2.xml)
        return (quirks.has(ServerQuirk.FILTER_FAULT_OF_ENUMERATION) ? fault : fault.nativeCode(wmi)).exception();
    }
}
