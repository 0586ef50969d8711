/**
 * Encrypted message bodies as WinRM frames them (MS-WSMV 2.2.9.1). Windows calls them <i>sealed</i>, and so do the
 * type names here.
 */
@NullMarked
package dev.wsman.internal.transport.encryption;

import org.jspecify.annotations.NullMarked;
