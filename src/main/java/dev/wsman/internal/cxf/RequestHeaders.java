package dev.wsman.internal.cxf;

import static dev.wsman.internal.xml.Namespaces.SOAP;
import static dev.wsman.internal.xml.Namespaces.WSMAN;

import dev.wsman.internal.protocol.RequestOption;
import dev.wsman.internal.protocol.RequestSelector;
import dev.wsman.internal.protocol.RequestTarget;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeWriter;
import dev.wsman.internal.xml.XmlDurations;
import java.util.Locale;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the headers that WS-Management adds to a request (DSP0226), mustUnderstand as the servers want it. */
final class RequestHeaders {
    private final StubCall call;
    private final XMLStreamWriter writer;

    RequestHeaders(StubCall call, XMLStreamWriter writer) {
        this.call = call;
        this.writer = writer;
    }

    void write() throws XMLStreamException {
        RequestTarget target = call.target;
        if (target == null) {
            timeout();
            return;
        }
        start("ResourceURI", true);
        writer.writeCharacters(target.resourceUri());
        writer.writeEndElement();
        selectors(target);
        options(target);
        fragment(target);
        limits();
        locale();
        for (Tree parameter : target.parameters()) {
            TreeWriter.write(parameter, writer);
        }
        if (call.estimateTotal) {
            writer.writeEmptyElement(RequestNames.WSMAN_PREFIX, "RequestTotalItemsCountEstimate", WSMAN);
        }
    }

    private void selectors(RequestTarget target) throws XMLStreamException {
        if (target.selectors().isEmpty()) {
            return;
        }
        writer.writeStartElement(RequestNames.WSMAN_PREFIX, "SelectorSet", WSMAN);
        for (RequestSelector selector : target.selectors()) {
            writer.writeStartElement(RequestNames.WSMAN_PREFIX, "Selector", WSMAN);
            writer.writeAttribute("Name", selector.name());
            if (selector.reference() != null) {
                TreeWriter.write(selector.reference(), writer);
            } else if (selector.text() != null) {
                writer.writeCharacters(selector.text());
            }
            writer.writeEndElement();
        }
        writer.writeEndElement();
    }

    private void options(RequestTarget target) throws XMLStreamException {
        if (target.options().isEmpty()) {
            return;
        }
        boolean compulsory = target.options().stream().anyMatch(RequestOption::mustComply);
        start("OptionSet", compulsory);
        for (RequestOption option : target.options()) {
            option(option);
        }
        writer.writeEndElement();
    }

    private void option(RequestOption option) throws XMLStreamException {
        writer.writeStartElement(RequestNames.WSMAN_PREFIX, "Option", WSMAN);
        if (option.value() == null) {
            writer.writeNamespace("xsi", Namespaces.XSI);
        }
        writer.writeAttribute("Name", option.name());
        if (option.mustComply()) {
            writer.writeAttribute("MustComply", "true");
        }
        if (option.value() == null) {
            writer.writeAttribute("xsi", Namespaces.XSI, "nil", "true");
        } else {
            writer.writeCharacters(option.value());
        }
        writer.writeEndElement();
    }

    /** Windows refuses a FragmentTransfer that need not be understood (MS-WSMV 3.1.4.1.18). */
    private void fragment(RequestTarget target) throws XMLStreamException {
        if (target.fragment() == null) {
            return;
        }
        start("FragmentTransfer", true);
        if (target.fragmentDialect() != null) {
            writer.writeAttribute("Dialect", target.fragmentDialect());
        }
        writer.writeCharacters(target.fragment());
        writer.writeEndElement();
    }

    private void limits() throws XMLStreamException {
        if (call.wire.maxEnvelopeSize() > 0) {
            start("MaxEnvelopeSize", true);
            writer.writeCharacters(Long.toString(call.wire.maxEnvelopeSize()));
            writer.writeEndElement();
        }
        timeout();
    }

    private void timeout() throws XMLStreamException {
        writer.writeStartElement(RequestNames.WSMAN_PREFIX, "OperationTimeout", WSMAN);
        writer.writeCharacters(XmlDurations.print(call.operationTimeout()));
        writer.writeEndElement();
    }

    /** A Locale that must be understood is a fault on Windows (MS-WSMV 3.1.4.1.8). */
    private void locale() throws XMLStreamException {
        Locale locale = call.wire.locale();
        if (locale == null) {
            return;
        }
        writer.writeEmptyElement(RequestNames.WSMAN_PREFIX, "Locale", WSMAN);
        writer.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", locale.toLanguageTag());
        writer.writeAttribute(RequestNames.SOAP_PREFIX, SOAP, "mustUnderstand", "false");
    }

    private void start(String name, boolean mustUnderstand) throws XMLStreamException {
        writer.writeStartElement(RequestNames.WSMAN_PREFIX, name, WSMAN);
        if (mustUnderstand) {
            writer.writeAttribute(RequestNames.SOAP_PREFIX, SOAP, "mustUnderstand", "true");
        }
    }
}
