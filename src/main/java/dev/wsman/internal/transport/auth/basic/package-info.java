/** The {@code Basic} scheme (RFC 7617). */
@NullMarked
package dev.wsman.internal.transport.auth.basic;

import org.jspecify.annotations.NullMarked;
