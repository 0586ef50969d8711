package dev.wsman.internal.transport;

import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * A request in the form in which it is sent.
 *
 * @param content the body; null for an empty one
 * @param length the length of the body in bytes
 * @param contentType the type of the body
 * @param authorization the value of the {@code Authorization} header; null for none
 * @param encrypted whether the body is encrypted, so that the reply must be encrypted too
 */
record PreparedRequest(
        @Nullable HttpEntity content,
        long length,
        String contentType,
        @Nullable String authorization,
        boolean encrypted) {}
