/** Kerberos (RFC 4120, RFC 4121) over the JDK's JGSS: tickets, realms and the handshake with a server. */
@NullMarked
package dev.wsman.internal.transport.auth.kerberos;

import org.jspecify.annotations.NullMarked;
