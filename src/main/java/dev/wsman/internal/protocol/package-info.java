/**
 * One WS-Management exchange, independent of CXF. {@link dev.wsman.internal.protocol.Operation} defines the operations,
 * {@link dev.wsman.internal.protocol.Exchange} describes one request and how its reply is read. The other classes write
 * the request's headers and body, read the reply's envelope, and keep track of open enumerations.
 */
@NullMarked
package dev.wsman.internal.protocol;

import org.jspecify.annotations.NullMarked;
