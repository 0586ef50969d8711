package dev.wsman.internal.shell;

import static dev.wsman.internal.xml.Namespaces.SHELL;

import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.value.ByteArrays;
import dev.wsman.internal.xml.XmlDurations;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** The bodies of the requests of a shell. */
final class ShellMessages {
    private static final String PREFIX = "rsp";

    private ShellMessages() {}

    /** {@code rsp:Shell} (MS-WSMV 2.2.4.37). */
    static BodyContent shell(NewShell shell) {
        return writer -> {
            start("Shell", writer);
            element("Name", shell.name(), writer);
            environment(shell.environment(), writer);
            element("WorkingDirectory", shell.workingDirectory(), writer);
            if (shell.idleTimeout() != null) {
                element("IdleTimeOut", XmlDurations.print(shell.idleTimeout()), writer);
            }
            element("InputStreams", "stdin", writer);
            element("OutputStreams", "stdout stderr", writer);
            writer.writeEndElement();
        };
    }

    private static void environment(Map<String, String> variables, XMLStreamWriter writer) throws XMLStreamException {
        if (variables.isEmpty()) {
            return;
        }
        writer.writeStartElement(PREFIX, "Environment", SHELL);
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            writer.writeStartElement(PREFIX, "Variable", SHELL);
            writer.writeAttribute("Name", variable.getKey());
            writer.writeCharacters(variable.getValue());
            writer.writeEndElement();
        }
        writer.writeEndElement();
    }

    /** {@code rsp:CommandLine}. */
    static BodyContent commandLine(String command) {
        return writer -> {
            start("CommandLine", writer);
            element("Command", command, writer);
            writer.writeEndElement();
        };
    }

    /** {@code rsp:Receive} for both output streams. */
    static BodyContent receive(String commandId) {
        return writer -> {
            start("Receive", writer);
            writer.writeStartElement(PREFIX, "DesiredStream", SHELL);
            writer.writeAttribute("CommandId", commandId);
            writer.writeCharacters("stdout stderr");
            writer.writeEndElement();
            writer.writeEndElement();
        };
    }

    /** {@code rsp:Send} with bytes for the standard input. */
    static BodyContent send(String commandId, byte[] input, boolean end) {
        return writer -> {
            start("Send", writer);
            writer.writeStartElement(PREFIX, "Stream", SHELL);
            writer.writeAttribute("Name", "stdin");
            writer.writeAttribute("CommandId", commandId);
            if (end) {
                writer.writeAttribute("End", "true");
            }
            writer.writeCharacters(ByteArrays.print(input));
            writer.writeEndElement();
            writer.writeEndElement();
        };
    }

    /** {@code rsp:Signal}. */
    static BodyContent signal(String commandId, CommandSignal signal) {
        return writer -> {
            start("Signal", writer);
            writer.writeAttribute("CommandId", commandId);
            element("Code", signal.code(), writer);
            writer.writeEndElement();
        };
    }

    private static void start(String name, XMLStreamWriter writer) throws XMLStreamException {
        writer.writeStartElement(PREFIX, name, SHELL);
        writer.writeNamespace(PREFIX, SHELL);
    }

    private static void element(String name, @Nullable String text, XMLStreamWriter writer) throws XMLStreamException {
        if (text != null) {
            writer.writeStartElement(PREFIX, name, SHELL);
            writer.writeCharacters(text);
            writer.writeEndElement();
        }
    }
}
