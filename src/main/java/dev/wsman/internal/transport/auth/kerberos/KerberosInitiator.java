package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.GssMechanism;
import dev.wsman.internal.transport.auth.MechanismOid;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The client's side of a Kerberos handshake with a library of the JDK, JGSS or SASL. The first token is made in advance
 * by {@link #begin}, since that fetches the server's ticket.
 */
abstract class KerberosInitiator implements GssMechanism {
    private static final byte[] NOTHING = {};

    private final String target;
    private final Subject subject;
    private byte @Nullable [] firstToken;

    /**
     * Creates the mechanism without contacting a KDC.
     *
     * @param target the service principal, for messages
     * @param subject the user, as whom the library runs
     */
    KerberosInitiator(String target, Subject subject) {
        this.target = target;
        this.subject = subject;
    }

    /** Fetches the server's ticket and keeps the first token for {@link #step}. */
    final void begin() throws AuthenticationFailedException {
        firstToken = next(NOTHING);
    }

    /**
     * Makes the next token.
     *
     * @param peerToken the server's token; empty for the first one
     */
    abstract byte[] next(byte[] peerToken) throws AuthenticationFailedException;

    /** The failure if the server does not accept the ticket. */
    abstract AuthenticationFailedException refused();

    /** Runs a step of the library as the user. Returns an empty token if the library returns none. */
    final byte[] asUser(PrivilegedExceptionAction<byte @Nullable []> step) throws AuthenticationFailedException {
        try {
            byte[] token = Subject.doAs(subject, step);
            return token == null ? NOTHING : token;
        } catch (PrivilegedActionException failed) {
            throw KerberosFailure.of(target, failed);
        }
    }

    final String target() {
        return target;
    }

    /** Whether the first token has been returned. */
    final boolean hasBegun() {
        return firstToken == null;
    }

    @Override
    public final byte[] step(byte[] peerToken) throws AuthenticationFailedException {
        byte[] first = firstToken;
        firstToken = null;
        if (first != null) {
            return first;
        }
        if (peerToken.length == 0) {
            throw refused();
        }
        return next(peerToken);
    }

    @Override
    public final String name() {
        return "Kerberos";
    }

    @Override
    public final MechanismOid oid() {
        return MechanismOid.KERBEROS;
    }
}
