package dev.wsman.hostile;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A recorded reply of a real server. The {@code .http} file beside the body has its status and its Content-Type.
 * Without such a file they are the given status and {@code application/soap+xml}.
 *
 * @param status the HTTP status
 * @param phrase the reason phrase
 * @param type the line with the Content-Type; empty if the server sent none
 * @param body the body
 */
record RecordedReply(int status, String phrase, String type, byte[] body) {
    /** Reads the {@code .http} file beside a body. */
    static RecordedReply read(Path file, byte[] body, int defaultStatus) throws IOException {
        Path head = file.resolveSibling(file.getFileName().toString().replaceAll("\\.xml$", ".http"));
        if (!Files.exists(head)) {
            return new RecordedReply(defaultStatus, "OK", "Content-Type: " + HttpMessages.SOAP + "\r\n", body);
        }
        List<String> lines = Files.readAllLines(head);
        String type = lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-type"))
                .map(line -> line.strip() + "\r\n")
                .findFirst()
                .orElse("");
        return new RecordedReply(Integer.parseInt(lines.get(0).split(" ")[1]), "(null)", type, body);
    }

    /** Sends the reply with the message ID of the current request. */
    Reaction reaction() {
        return (request, connection) -> {
            byte[] reply = relatedTo(request.messageId());
            String head = "HTTP/1.1 " + status + " " + phrase + "\r\n" + type + "Content-Length: " + reply.length;
            connection.send(HttpMessages.message(head, reply));
        };
    }

    private byte[] relatedTo(String messageId) {
        Charset charset = body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == -1 || body[0] == -2)
                ? StandardCharsets.UTF_16
                : StandardCharsets.UTF_8;
        return Envelopes.relatedTo(messageId, new String(body, charset)).getBytes(charset);
    }
}
