package dev.wsman.event;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The sender of a delivery, as far as the sink knows it.
 *
 * @param address the IP address of the connection, in text form
 * @param principal the authenticated user: a Kerberos principal such as {@code HOST$@EXAMPLE.COM}, or the user of Basic
 * @param certificate the client certificate of the TLS connection
 * @param machineId the name in the message ({@code m:MachineID} of Windows), which is a claim of the sender; not
 *     authenticated
 */
public record SourceIdentity(
        String address,
        Optional<String> principal,
        Optional<X509Certificate> certificate,
        Optional<String> machineId) {}
