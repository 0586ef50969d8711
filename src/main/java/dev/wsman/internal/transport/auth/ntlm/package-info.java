/** NTLM version 2 (MS-NLMP): the handshake, and the keys that encrypt messages after it. */
@NullMarked
package dev.wsman.internal.transport.auth.ntlm;

import org.jspecify.annotations.NullMarked;
