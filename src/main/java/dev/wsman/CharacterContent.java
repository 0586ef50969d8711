package dev.wsman;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.xml.CharacterElement;
import dev.wsman.internal.xml.Tree;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Content with {@code char16} values for a resource whose URI does not identify the server. The form of these values
 * depends on the server: {@link #in} returns the content in a given form, {@link #write} uses the form of DSP0230.
 */
final class CharacterContent implements BodyContent {
    private final Function<ServerForm, BodyContent> forms;

    CharacterContent(Function<ServerForm, BodyContent> forms) {
        this.forms = forms;
    }

    /**
     * Returns the content of a request; a {@code CharacterContent} if it has values whose form depends on the server.
     */
    static BodyContent of(Tree content) {
        return CharacterElement.isWithin(content)
                ? new CharacterContent(form ->
                        BodyContent.of(form.hasCharacterNumbers() ? CharacterElement.numbered(content) : content))
                : BodyContent.of(content);
    }

    BodyContent in(ServerForm form) {
        return forms.apply(form);
    }

    @Override
    public void write(XMLStreamWriter writer) throws XMLStreamException {
        in(ServerForm.CIM).write(writer);
    }
}
