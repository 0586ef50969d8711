package dev.wsman.internal.event.sink;

import dev.wsman.internal.transport.auth.kerberos.KerberosService;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who may send messages to a server. A request is accepted if one of the ways that are configured succeeds.
 *
 * @param users the users of Basic
 * @param digestUsers the users of Digest
 * @param kerberos the keys of the server's Kerberos principals
 * @param anonymous whether a sender needs no authentication at all
 */
public record SinkAccess(
        List<SinkUser> users,
        List<SinkUser> digestUsers,
        @Nullable KerberosService kerberos,
        boolean anonymous) {
    /** Creates the settings with copies of the lists. */
    public SinkAccess {
        users = List.copyOf(users);
        digestUsers = List.copyOf(digestUsers);
    }

    /**
     * Returns the settings.
     *
     * @param keytab the key table of the server's Kerberos principals; null without Kerberos
     * @param principal the principal; null for all of the table
     * @throws IllegalArgumentException if the table has no key for the principal
     */
    public static SinkAccess of(
            List<SinkUser> users, @Nullable Path keytab, @Nullable String principal, boolean anonymous) {
        return new SinkAccess(
                users, List.of(), keytab == null ? null : KerberosService.open(keytab, principal), anonymous);
    }

    /** Returns the settings with these users of Digest as well. */
    public SinkAccess digest(List<SinkUser> more) {
        return new SinkAccess(users, more, kerberos, anonymous);
    }
}
