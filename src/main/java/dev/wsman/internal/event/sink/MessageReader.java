package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.encryption.DecryptedStream;
import dev.wsman.internal.transport.encryption.EncryptedBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Turns the body of a request into a message: decrypts it, and then decompresses it. Thread-safe. */
final class MessageReader {
    private final SinkAuthenticator authenticator;
    private final ContentDecoder decoder;
    private final boolean tls;
    private final long limit;

    MessageReader(SinkSettings settings, SinkAuthenticator authenticator) {
        this.authenticator = authenticator;
        this.limit = settings.limits().maxMessageSize();
        this.decoder = new ContentDecoder(limit);
        this.tls = settings.tls() != null;
    }

    /**
     * A body and the headers that describe it.
     *
     * @param path the request target
     * @param contentType null if there is none
     * @param contentEncoding null if there is none
     */
    record Received(
            String path,
            byte[] bytes,
            @Nullable String contentType,
            @Nullable String contentEncoding) {
        boolean isEncrypted() {
            return EncryptedBody.isEncrypted(contentType);
        }
    }

    /**
     * Reads a message.
     *
     * @param room the room of the message, which has the size of the body; changed to the size of the result
     * @throws Refusal if the body is not encrypted and must be, or if it is malformed or too long
     */
    SinkMessage read(
            Received body, PeerConnection connection, SinkAuthenticator.Sender sender, PendingMessages.Reservation room)
            throws Refusal {
        Received plain = body.isEncrypted() ? decrypted(body, sender, room) : body;
        if (sender.keys() != null && !tls && plain == body) {
            throw new Refusal(403, "the message is not encrypted, although its sender logged in with Kerberos");
        }
        MessageType.require(plain.contentType());
        SinkPeer peer =
                new SinkPeer(connection.address(), sender.principal(), connection.certificates(), tls || plain != body);
        return new SinkMessage(
                body.path(),
                peer,
                decoder.decode(plain.bytes(), plain.contentEncoding(), room),
                MessageType.charset(plain.contentType()));
    }

    private Received decrypted(Received body, SinkAuthenticator.Sender sender, PendingMessages.Reservation room)
            throws Refusal {
        if (sender.keys() == null) {
            // the login was on another connection
            throw authenticator.firstRequest();
        }
        if (!room.resize(2L * body.bytes().length)) {
            throw new Refusal(503, "the memory for pending messages is used up");
        }
        try (DecryptedStream in = EncryptedBody.open(
                sender.keys(), String.valueOf(body.contentType()), new ByteArrayInputStream(body.bytes()), limit)) {
            byte[] plain = in.readAllBytes();
            room.resize(plain.length);
            return new Received(body.path(), plain, in.contentType(), body.contentEncoding());
        } catch (IOException broken) {
            throw new Refusal(400, "the encrypted message cannot be read: " + broken.getMessage(), broken);
        }
    }
}
