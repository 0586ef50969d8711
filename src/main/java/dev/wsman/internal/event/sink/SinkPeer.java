package dev.wsman.internal.event.sink;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sender of a message.
 *
 * @param address the IP address of the connection
 * @param principal the authenticated user; null if the sink authenticates by nothing or by certificates
 * @param certificates the client's certificate chain, its own first; empty if there is none
 * @param encrypted whether the message itself was encrypted, or the connection is TLS
 */
public record SinkPeer(
        String address, @Nullable String principal, List<X509Certificate> certificates, boolean encrypted) {}
