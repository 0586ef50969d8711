package dev.wsman.internal.binding;

import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.TimeElement;
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
 * Writes times and characters in the form that the server expects. {@link TimeWriting} and {@link CharacterWriting} put
 * each into an element of its own, with the text of the JDK. This class converts the text, and leaves out the element
 * unless the server is Windows: openwsman and OMI accept only CIM's own text, and OMI takes the element for an embedded
 * instance.
 */
final class ServerFormWriter extends StreamWriterDelegate {
    private final Class<?> type;
    private final ServerForm form;
    private String property = "";
    /** The name of the open element that holds a time or a character; null outside of such elements. */
    private @Nullable String value;

    /** Whether the tags of that element are left out. */
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
                case TimeElement.DATE -> CimDateTimes.requireDate(text);
                case Char16Content.NAME -> character(text);
                default -> text;
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BindingException(type, property, text, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * A time without an offset, as an XMLGregorianCalendar may be, is sent unchanged to Windows, and as UTC to other
     * servers.
     */
    private String dateTime(String text) {
        try {
            return form.dateTime(OffsetDateTime.parse(text));
        } catch (DateTimeParseException e) {
            return form.hasTimeElements() ? text : form.dateTime(CimDateTimes.dateTime(text));
        }
    }

    /** Rejects a character that XML cannot contain and that is not sent as its number. */
    private String character(String number) {
        char character = (char) Integer.parseInt(number);
        return XmlCharacters.requireText(Char16.print(character, form));
    }
}
