package dev.wsman.event;

import dev.wsman.internal.event.sink.SinkPeer;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
        String address, Optional<String> principal, Optional<X509Certificate> certificate, Optional<String> machineId) {

    static SourceIdentity of(SinkPeer peer, @Nullable String machineId) {
        return new SourceIdentity(
                peer.address(),
                Optional.ofNullable(peer.principal()),
                peer.certificates().stream().findFirst(),
                Optional.ofNullable(machineId));
    }

    /**
     * Returns the name under which the position of this source is kept: the subject of the certificate, or the Kerberos
     * principal of the computer. The user of Basic is followed by the machine identifier or the address, because many
     * sources may use the same one. Without authentication the name is only the claim of the sender.
     */
    public String name() {
        if (certificate.isPresent()) {
            return certificate.get().getSubjectX500Principal().getName();
        }
        String machine = machineId.map(name -> name.toLowerCase(Locale.ROOT)).orElse(address);
        return principal
                .map(user -> isComputer(user) ? user : user + " " + machine)
                .orElse(machine);
    }

    /** Returns whether the sender was authenticated. */
    public boolean isAuthenticated() {
        return principal.isPresent() || certificate.isPresent();
    }

    private static boolean isComputer(String principal) {
        return principal.contains("$@");
    }
}
