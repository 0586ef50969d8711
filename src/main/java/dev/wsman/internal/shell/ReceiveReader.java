package dev.wsman.internal.shell;

import static javax.xml.stream.XMLStreamConstants.CDATA;
import static javax.xml.stream.XMLStreamConstants.CHARACTERS;
import static javax.xml.stream.XMLStreamConstants.END_ELEMENT;
import static javax.xml.stream.XMLStreamConstants.SPACE;
import static javax.xml.stream.XMLStreamConstants.START_ELEMENT;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.FaultKinds;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.ReplyHead;
import dev.wsman.internal.protocol.ReplyReader;
import dev.wsman.internal.shell.ReceivedOutput.Piece;
import dev.wsman.internal.xml.Elements;
import dev.wsman.internal.xml.Namespaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code rsp:ReceiveResponse}: pieces of the streams in any order, and the state of the command. One reply may
 * have both the last pieces and the end of the command.
 */
final class ReceiveReader implements ReplyReader<ReceivedOutput> {
    private final ReceiveContext context;

    ReceiveReader(ReceiveContext context) {
        this.context = context;
    }

    @Override
    public ReceivedOutput read(XMLStreamReader body, ReplyHead head) throws XMLStreamException {
        if (body.getEventType() != START_ELEMENT || !body.getLocalName().equals("ReceiveResponse")) {
            throw unexpected(body, head);
        }
        Response response = new Response(body, head);
        response.read();
        return new ReceivedOutput(response.pieces, response.done, response.exitCode);
    }

    private static ExchangeException unexpected(XMLStreamReader body, ReplyHead head) {
        String found = body.getEventType() == START_ELEMENT ? "<" + body.getLocalName() + ">" : "an empty Body";
        return ExchangeException.protocol("a ReceiveResponse", found, head.status(), null);
    }

    /**
     * Silence is not a failure: the command has printed nothing within {@code wsman:OperationTimeout}. Servers report
     * it by the subcode, by the code of Windows, or by both.
     */
    @Override
    public ReceivedOutput readFault(ServerFault fault, ReplyHead head) {
        if (FaultKinds.of(fault, head.status()).filter("TIMED_OUT"::equals).isPresent()) {
            return ReceivedOutput.SILENCE;
        }
        if (ShellFaultCodes.isTerminated(fault) || context.isEnding() && ShellFaultCodes.isGone(fault)) {
            return ReceivedOutput.TERMINATED;
        }
        if (context.isPatient() && ShellFaultCodes.isBusy(fault)) {
            return ReceivedOutput.BUSY;
        }
        return ReplyReader.super.readFault(fault, head);
    }

    private static final class Response {
        private final XMLStreamReader reader;
        private final ReplyHead head;
        private final List<Piece> pieces = new ArrayList<>();
        private byte[] text = new byte[1024];
        private boolean done;
        private @Nullable Long exitCode;

        Response(XMLStreamReader reader, ReplyHead head) {
            this.reader = reader;
            this.head = head;
        }

        void read() throws XMLStreamException {
            while (Elements.next(reader)) {
                switch (reader.getLocalName()) {
                    case "Stream" -> pieces.add(piece());
                    case "CommandState" -> state();
                    default -> Elements.skip(reader);
                }
            }
        }

        private Piece piece() throws XMLStreamException {
            String name = attribute("Name");
            String end = attribute("End");
            return new Piece(name == null ? "" : name.strip(), bytes(), isTrue(end));
        }

        /** Returns an attribute. It has no namespace, or that of its element, as in the requests of winrm4j. */
        private @Nullable String attribute(String name) {
            String value = reader.getAttributeValue("", name);
            return value != null ? value : reader.getAttributeValue(Namespaces.SHELL, name);
        }

        private static boolean isTrue(@Nullable String end) {
            return end != null
                    && (end.strip().equalsIgnoreCase("true") || end.strip().equals("1"));
        }

        /** Reads base64. White space in it is legal. */
        private byte[] bytes() throws XMLStreamException {
            int length = 0;
            for (int event = reader.next(); event != END_ELEMENT; event = reader.next()) {
                switch (event) {
                    case CHARACTERS, CDATA, SPACE -> length = append(length);
                    case START_ELEMENT -> Elements.skip(reader);
                    default -> {
                        // comments and instructions are not part of the text
                    }
                }
            }
            try {
                return Base64.getDecoder().decode(Arrays.copyOf(text, length));
            } catch (IllegalArgumentException e) {
                throw ExchangeException.protocol("a Stream in base64", e.getMessage(), head.status(), e);
            }
        }

        private int append(int length) {
            char[] characters = reader.getTextCharacters();
            int start = reader.getTextStart();
            int end = start + reader.getTextLength();
            if (length + end - start > text.length) {
                text = Arrays.copyOf(text, Math.max(2 * text.length, length + end - start));
            }
            int next = length;
            for (int i = start; i < end; i++) {
                char c = characters[i];
                if (c > ' ') {
                    text[next++] = c < 0x80 ? (byte) c : (byte) '?'; // not base64 either
                }
            }
            return next;
        }

        /** Reads the state. An exit code counts only if the command has ended: some servers send 0 while it runs. */
        private void state() throws XMLStreamException {
            String state = attribute("State");
            boolean ended = state != null && state.strip().endsWith("/Done");
            while (Elements.next(reader)) {
                if (ended && reader.getLocalName().equals("ExitCode")) {
                    exitCode = number(reader.getElementText().strip());
                } else {
                    Elements.skip(reader);
                }
            }
            done |= ended;
        }

        private Long number(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw ExchangeException.protocol("a number as ExitCode", "'" + text + "'", head.status(), e);
            }
        }
    }
}
