package dev.wsman.internal.transport;

import java.util.Map;

/**
 * One request.
 *
 * @param content the body, from the beginning of the array
 * @param length the length of the body in bytes
 * @param contentType the value of Content-Type
 * @param headers further headers
 * @param repeatable whether the server may get the request twice: it is then sent again if an idle connection turns
 *     out to be dead before the first byte of a reply
 * @param deadline when the exchange must have ended
 * @param meter counts the bytes of the bodies that are sent and received
 */
public record HttpCall(
        byte[] content,
        int length,
        String contentType,
        Map<String, String> headers,
        boolean repeatable,
        Deadline deadline,
        AttemptMeter meter) {}
