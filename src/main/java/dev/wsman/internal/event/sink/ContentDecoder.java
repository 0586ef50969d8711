package dev.wsman.internal.event.sink;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Decompresses the bodies of messages, within their limit and the room for pending messages. Thread-safe. */
final class ContentDecoder {
    private static final int PIECE = 8192;

    private final long limit;

    ContentDecoder(long limit) {
        this.limit = limit;
    }

    /**
     * Decompresses a body.
     *
     * @param encoding the header {@code Content-Encoding}; null if there is none
     * @param room the room of the message, which has the size of the body; changed to the size of the result
     */
    byte[] decode(byte[] body, @Nullable String encoding, PendingMessages.Reservation room) throws Refusal {
        byte[] plain =
                switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
                    case "", "identity" -> body;
                    case "sldc" -> sldc(body, room);
                    case "gzip", "x-gzip" -> gzip(body, room);
                    default -> throw new Refusal(415, "the Content-Encoding \"" + encoding + "\" is not known");
                };
        room.resize(plain.length);
        return plain;
    }

    /**
     * Decompresses SLDC. Windows claims it also for messages that are not compressed, such as the End after a
     * SubscriptionEnd; these are returned as they are.
     */
    private byte[] sldc(byte[] body, PendingMessages.Reservation room) throws Refusal {
        try {
            int length = SldcDecoder.length(body);
            if (length > limit) {
                throw tooLong();
            }
            reserve(room, (long) body.length + length);
            return SldcDecoder.decode(body);
        } catch (IOException notCompressed) {
            return body;
        }
    }

    private byte[] gzip(byte[] body, PendingMessages.Reservation room) throws Refusal {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                if (out.size() + count > limit) {
                    throw tooLong();
                }
                // the buffer may be twice as large as its content
                reserve(room, body.length + 2L * (out.size() + count));
                out.write(piece, 0, count);
            }
            return out.toByteArray();
        } catch (IOException malformed) {
            throw new Refusal(400, "the message is not gzip, which its Content-Encoding claims", malformed);
        }
    }

    private static void reserve(PendingMessages.Reservation room, long bytes) throws Refusal {
        if (!room.resize(bytes)) {
            throw new Refusal(503, "the memory for pending messages is used up");
        }
    }

    private Refusal tooLong() {
        return new Refusal(413, "the message has more than " + limit + " bytes when it is decompressed");
    }
}
