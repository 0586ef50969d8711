package dev.wsman.internal.transport;

import dev.wsman.internal.transport.auth.DigestAuthorization;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form that the login gave it.
 *
 * @param content the body; null for an empty one
 * @param length its length in octets
 * @param contentType its type
 * @param authorization the header's value, or null for none
 * @param answer what it answers to a Digest challenge, or null
 * @param sealed whether the body is sealed, so that the reply must be too
 */
record PreparedRequest(
        @Nullable HttpEntity content,
        long length,
        String contentType,
        @Nullable String authorization,
        @Nullable DigestAuthorization answer,
        boolean sealed) {}
