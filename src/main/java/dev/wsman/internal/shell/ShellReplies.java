package dev.wsman.internal.shell;

import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.protocol.EndpointReference;
import dev.wsman.internal.protocol.EndpointReferenceReader;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.Tree;
import dev.wsman.internal.xml.TreeReader;
import dev.wsman.internal.xml.XmlDurations;
import java.time.Duration;
import java.util.OptionalInt;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the replies to Create and Command. */
final class ShellReplies {
    private static final String SHELL_ID = "ShellId";

    private ShellReplies() {}

    /**
     * Reads {@code wxf:ResourceCreated}, and {@code rsp:Shell} if the server sends it: OMI and Windows 2008 do not. The
     * identifier is the selector of the reference, or else the element of the shell.
     */
    static CreatedShell created(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
        @Nullable String id = null;
        @Nullable Tree shell = null;
        for (boolean more = body.getEventType() == START_ELEMENT; more; more = Elements.next(body)) {
            Tree element = TreeReader.read(body);
            if (element.localName().equals("Shell")) {
                shell = element;
            } else if (id == null) {
                id = selector(element);
            }
        }
        if (id == null && shell != null) {
            id = text(shell, SHELL_ID);
        }
        if (id == null) {
            throw ExchangeException.protocol(
                    "a ResourceCreated with the selector ShellId", "none", head.status(), null);
        }
        return shell == null
                ? new CreatedShell(id, null, null)
                : new CreatedShell(id, text(shell, "Owner"), duration(shell, "IdleTimeOut"));
    }

    private static @Nullable String selector(Tree created) {
        try {
            for (EndpointReference.Selector selector :
                    EndpointReferenceReader.read(created).selectors()) {
                if (selector.name().equalsIgnoreCase(SHELL_ID) && selector.value() != null) {
                    return present(selector.value());
                }
            }
        } catch (IllegalArgumentException e) {
            return null; // an element that is not a reference
        }
        return null;
    }

    /** Reads {@code rsp:CommandResponse}. */
    static String commandId(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
        if (body.getEventType() == START_ELEMENT) {
            String id = text(TreeReader.read(body), "CommandId");
            if (id != null) {
                return id;
            }
        }
        throw ExchangeException.protocol("a CommandResponse with a CommandId", "none", head.status(), null);
    }

    /** Reads {@code cfg:Config}; empty if it does not have a valid {@code MaxEnvelopeSizekb}. */
    static OptionalInt maxEnvelopeKilobytes(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
        if (body.getEventType() == START_ELEMENT) {
            for (Tree setting : TreeReader.read(body).elements()) {
                String text = setting.text().strip();
                if (setting.localName().equals("MaxEnvelopeSizekb") && text.matches("[1-9][0-9]{0,8}")) {
                    return OptionalInt.of(Integer.parseInt(text));
                }
            }
        }
        return OptionalInt.empty();
    }

    /** Returns the text of a child without surrounding white space; null if it is absent or empty. */
    static @Nullable String text(Tree shell, String name) {
        Tree child = shell.firstChild(Namespaces.SHELL, name);
        return child == null ? null : present(child.text());
    }

    private static @Nullable String present(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** Returns a duration; null if it is absent or not a duration. */
    static @Nullable Duration duration(Tree shell, String name) {
        String text = text(shell, name);
        try {
            return text == null ? null : XmlDurations.parse(text);
        } catch (IllegalArgumentException e) {
            return null; // a description only
        }
    }
}
