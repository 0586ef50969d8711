/**
 * The common part of the authentication schemes: the contract of a security context, challenges, credentials and DER.
 * Each scheme has a subpackage: {@code basic}, {@code digest}, {@code ntlm}, {@code kerberos}, {@code spnego} (which
 * carries NTLM or Kerberos) and {@code credssp} (which contains NTLM). All of them are state machines over bytes and
 * header strings and send nothing themselves.
 */
@NullMarked
package dev.wsman.internal.transport.auth;

import org.jspecify.annotations.NullMarked;
