package dev.wsman.internal.event.sink;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * One authenticated request: its body is decrypted and decompressed.
 *
 * @param path the path and query of the request target, undecoded
 * @param peer the sender
 * @param body the bytes of the body
 * @param charset the encoding according to the Content-Type; null if that does not name one. The bytes decide.
 */
public record SinkMessage(
        String path, SinkPeer peer, byte[] body, @Nullable Charset charset) {

    /** Returns a text without the path, which contains the token of a subscription, and without the content. */
    @Override
    public String toString() {
        return "SinkMessage[" + body.length + " bytes from " + peer.address() + "]";
    }
}
