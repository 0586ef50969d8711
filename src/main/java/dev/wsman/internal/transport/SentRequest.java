package dev.wsman.internal.transport;

import java.io.IOException;

/**
 * A request that was sent, and the connection that its response comes on.
 *
 * @param call the request as the caller gave it
 * @param prepared the request as it was sent
 * @param connection the connection
 */
record SentRequest(HttpCall call, PreparedRequest prepared, HttpConnection connection) {
    /** The sizes that explain a refusal. */
    HttpRefusals.Sent sizes() {
        return new HttpRefusals.Sent(call.length(), prepared.length(), prepared.encrypted());
    }

    /**
     * Whether the server no longer knows the security context of a connection that was idle. HTTP.sys drops idle
     * connections after about two minutes. It replies to an encrypted message on a connection that it does not know
     * with an empty 400, and has not carried out the request, since it could not decrypt it.
     */
    boolean wasForgotten(ResponseHead head) throws IOException {
        return prepared.encrypted()
                && connection.used()
                && head.status() == 400
                && !head.isEncrypted()
                && head.drain().isEmpty();
    }
}
