/**
 * The security engines of the transport: HTTP Digest, NTLM, Kerberos, SPNEGO and CredSSP handshakes, and the sealing of message
 * bodies. They are state machines over bytes and header strings and do no HTTP of their own.
 */
@NullMarked
package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.NullMarked;
