/** SPNEGO (RFC 4178), which carries NTLM or Kerberos under the scheme {@code Negotiate}. */
@NullMarked
package dev.wsman.internal.transport.auth.spnego;

import org.jspecify.annotations.NullMarked;
