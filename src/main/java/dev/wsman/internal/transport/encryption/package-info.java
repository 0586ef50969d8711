/**
 * Encrypted message bodies as WinRM frames them (MS-WSMV 2.2.9.1). Windows calls them <i>sealed</i>, and MS-NLMP calls
 * the encryption <i>sealing</i>.
 */
@NullMarked
package dev.wsman.internal.transport.encryption;

import org.jspecify.annotations.NullMarked;
