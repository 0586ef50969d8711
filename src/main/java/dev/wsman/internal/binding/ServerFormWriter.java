package dev.wsman.internal.binding;

import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
import dev.wsman.internal.xml.CimDateTimes;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlCharacters;
import dev.wsman.internal.xml.XmlDurations;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.util.StreamWriterDelegate;
import org.jspecify.annotations.Nullable;

/**
 * Writes times and characters as the server expects them. {@link TimeWriting} and {@link CharacterWriting} put each
 * into an element of its own, as the JDK writes it; here the text is converted, and the element left out for all
 * servers but Windows: openwsman and OMI know CIM's own text alone, and OMI takes the element for an embedded instance.
 */
final class ServerFormWriter extends StreamWriterDelegate {
    private final Class<?> type;
    private final ServerForm form;
    private String property = "";
    /** The name of the element of a value while it is written. */
    private @Nullable String value;

    private boolean leftOut;

    ServerFormWriter(XMLStreamWriter writer, Class<?> type, ServerForm form) {
        super(writer);
        this.type = type;
        this.form = form;
    }

    @Override
    public void writeStartElement(String prefix, String local, String uri) throws XMLStreamException {
        boolean character = uri.equals(Char16Content.NAMESPACE);
        boolean time = uri.equals(Namespaces.CIM_COMMON) && TimeElement.isName(uri, local);
        if (character || time) {
            value = local;
            leftOut = character || !form.hasTimeElements();
        } else {
            property = local;
        }
        if (!leftOut) {
            super.writeStartElement(prefix, local, uri);
        }
    }

    @Override
    public void writeNamespace(String prefix, String uri) throws XMLStreamException {
        if (!leftOut) {
            super.writeNamespace(prefix, uri);
        }
    }

    @Override
    public void writeEndElement() throws XMLStreamException {
        if (!leftOut) {
            super.writeEndElement();
        }
        value = null;
        leftOut = false;
    }

    @Override
    public void writeCharacters(String text) throws XMLStreamException {
        super.writeCharacters(value == null ? text : converted(value, text));
    }

    @Override
    public void writeCharacters(char[] text, int start, int length) throws XMLStreamException {
        writeCharacters(new String(text, start, length));
    }

    private String converted(String name, String text) {
        try {
            return switch (name) {
                case TimeElement.DATE_TIME -> dateTime(text);
                case TimeElement.INTERVAL -> form.interval(XmlDurations.parse(text));
                case TimeElement.DATE -> date(text);
                case Char16Content.NAME -> form.hasCharacterNumbers() ? text : character(text);
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BindingException(type, property, text, String.valueOf(e.getMessage()), e);
        }
    }

    /** What has no offset (an XMLGregorianCalendar may have none) is left to Windows as it is; for others it is UTC. */
    private String dateTime(String text) {
        try {
            return form.dateTime(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return form.hasTimeElements() ? text : form.dateTime(CimDateTimes.dateTime(text));
        }
    }

    private static String character(String number) {
        return XmlCharacters.requireText(String.valueOf((char) Integer.parseInt(number)));
    }

    private static String date(String text) {
        if (text.startsWith("+") || text.startsWith("-")) {
            throw new IllegalArgumentException("CIM has dates of the years 0 to 9999 alone");
        }
        return text;
    }
}
