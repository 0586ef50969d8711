/** The {@code Digest} scheme (RFC 7616): proves the password under the server's nonce, request by request. */
@NullMarked
package dev.wsman.internal.transport.auth.digest;

import org.jspecify.annotations.NullMarked;
