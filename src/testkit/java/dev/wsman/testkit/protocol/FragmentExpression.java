package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Element;

/**
 * The expression of a FragmentTransfer header, which selects a part of a representation. Supports the part of XPath
 * 1.0 that Windows supports (MS-WSMV 3.1.4.1.18 and note 65). Arrays count from 1:
 *
 * <pre>
 * Name           the element of a property, or all elements of an array
 * Name/text()    its text
 * Arr[2]         the second element of an array
 * Arr[2]/text()  the text of that element
 * </pre>
 *
 * @param expression the expression as the request has it
 * @param dialect the dialect as the request has it; empty if it has none
 * @param name the property
 * @param index the element of the array, from 1; 0 for all
 * @param text whether only the text is selected
 */
record FragmentExpression(String expression, String dialect, String name, int index, boolean text) {
    private static final String LEVEL_1 = "http://schemas.dmtf.org/wbem/wsman/1/wsman/xpath-level1";
    private static final Pattern PATH =
            Pattern.compile("(?:[\\w.-]+:)?([\\p{L}_][\\p{L}\\p{N}_.-]*)(?:\\[([1-9]\\d{0,8})])?(/text\\(\\))?");

    static Optional<FragmentExpression> of(ServiceRequest request) {
        return request.header(ServiceNamespaces.WSMAN, "FragmentTransfer").map(FragmentExpression::read);
    }

    private static FragmentExpression read(Element header) {
        String dialect = header.getAttributeNS(null, "Dialect").strip();
        if (!dialect.isEmpty() && !dialect.equals(ServiceNamespaces.XPATH_DIALECT) && !dialect.equals(LEVEL_1)) {
            throw FaultKind.FRAGMENT_DIALECT_NOT_SUPPORTED
                    .fault()
                    .xml("<d:FragmentDialect xmlns:d=\"" + ServiceNamespaces.WSMAN + "\">"
                            + ServiceNamespaces.XPATH_DIALECT + "</d:FragmentDialect>")
                    .exception();
        }
        String expression = DomElements.text(header);
        Matcher path = PATH.matcher(expression);
        if (!path.matches()) {
            throw FaultKind.CANNOT_PROCESS_FILTER
                    .fault()
                    .nativeCode(expression.isEmpty() ? 2150859017L : 2150858899L)
                    .reason("The fragment expression cannot be processed: " + expression)
                    .exception();
        }
        int index = path.group(2) == null ? 0 : Integer.parseInt(path.group(2));
        return new FragmentExpression(expression, dialect, path.group(1), index, path.group(3) != null);
    }

    /** Repeats the header, as the reply must. */
    void writeHeader(XmlTextWriter headers) {
        headers.open(ServiceNamespaces.WSMAN, "FragmentTransfer")
                .attribute(ServiceNamespaces.SOAP, "mustUnderstand", "true");
        if (!dialect.isEmpty()) {
            headers.attribute("", "Dialect", dialect);
        }
        headers.text(expression).close();
    }

    /** Writes the XmlFragment with the selected part. */
    void write(XmlTextWriter xml, ServiceSettings service, TargetResource resource, CimInstance instance) {
        ServerQuirks quirks = service.quirks();
        xml.open(ServiceNamespaces.WSMAN, "XmlFragment");
        Optional<PropertyDeclaration> property = RepresentationReader.declared(resource.required(), name);
        if (property.isEmpty() && !quirks.has(ServerQuirk.EMPTY_FRAGMENT_FOR_UNKNOWN)) {
            throw unknown();
        }
        Object value = property.isEmpty() ? null : selected(instance);
        if (value == null && property.isPresent()) {
            xml.attribute(ServiceNamespaces.XSI, "nil", "true");
        } else if (value != null && text) {
            xml.text(textOf(service, resource, value));
        } else if (value != null) {
            String namespace = quirks.has(ServerQuirk.FRAGMENTS_WITHOUT_NAMESPACE)
                    ? ""
                    : service.registry().uriOf(instance.className(), resource);
            new RepresentationWriter(service, resource).property(xml, namespace, name, value, property);
        }
        xml.close();
    }

    private Object selected(CimInstance instance) {
        Object value = instance.value(name).orElse(null);
        if (index == 0 || value == null) {
            return value;
        }
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        if (index > values.size()) {
            throw unknown();
        }
        return values.get(index - 1);
    }

    /**
     * Returns the text of a value. Writes its element and removes the markup, because date-times have elements
     * inside.
     */
    private static String textOf(ServiceSettings service, TargetResource resource, Object value) {
        XmlTextWriter element = new XmlTextWriter(new NamespacePrefixes(service.quirks()));
        new RepresentationWriter(service, resource).property(element, "", "t", value, Optional.empty());
        return element.toString()
                .replaceAll("<[^>]*>", "")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#13;", "\r")
                .replace("&amp;", "&");
    }

    /** Returns the content of the Put: an instance with only the property that the XmlFragment changes. */
    CimInstance replace(ManagedClass type, CimInstance before, Element content, ServerQuirks quirks) {
        if (!DomElements.is(content, ServiceNamespaces.WSMAN, "XmlFragment")) {
            throw RepresentationReader.invalid("InvalidFragment", "The body is not wsman:XmlFragment");
        }
        PropertyDeclaration property = RepresentationReader.declared(type, name).orElseThrow(this::unknown);
        Object value = RepresentationReader.value(property, elements(content), quirks);
        return CimInstance.of(type.name()).with(property.name(), index == 0 ? value : element(before, value));
    }

    private List<Element> elements(Element content) {
        if (text) {
            return List.of(content);
        }
        List<Element> elements = DomElements.children(content);
        if (elements.stream().anyMatch(each -> !each.getLocalName().equals(name))) {
            throw RepresentationReader.invalid("InvalidFragment", "The fragment contains more than " + name);
        }
        if (elements.isEmpty() && !DomElements.isNil(content)) {
            throw RepresentationReader.invalid("InvalidFragment", "The fragment does not contain " + name);
        }
        return elements;
    }

    /** Returns the array with one value replaced. */
    private Object element(CimInstance before, Object value) {
        selected(before);
        List<Object> values = new ArrayList<>();
        before.value(name).ifPresent(old -> values.addAll(old instanceof List<?> list ? list : List.of(old)));
        if (values.isEmpty() || value == null) {
            throw unknown();
        }
        values.set(index - 1, value instanceof List<?> list ? list.get(0) : value);
        return values;
    }

    private ServiceFaultException unknown() {
        return FaultKind.CANNOT_PROCESS_FILTER
                .fault()
                .nativeCode(2150858899L)
                .reason("The fragment expression selects nothing: " + expression)
                .exception();
    }
}
