/** CredSSP (MS-CSSP): a TLS session in tokens with NTLM inside, which hands the user's password to the server. */
@NullMarked
package dev.wsman.internal.transport.auth.credssp;

import org.jspecify.annotations.NullMarked;
