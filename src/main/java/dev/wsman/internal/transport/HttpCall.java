package dev.wsman.internal.transport;

import java.util.Map;

/**
 * One request.
 *
 * @param content the body's octets, from the beginning of the array
 * @param length how many of them
 * @param contentType the Content-Type as it is sent
 * @param headers further headers
 * @param repeatable whether the server may get it twice: then it is sent again when a connection that had rested
 *     turns out to be dead before a single octet of a reply came
 * @param deadline when it must have ended
 */
public record HttpCall(
        byte[] content,
        int length,
        String contentType,
        Map<String, String> headers,
        boolean repeatable,
        Deadline deadline) {}
