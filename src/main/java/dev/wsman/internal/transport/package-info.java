/**
 * The HTTP side of a session: connections, TLS, authentication, and one blocking exchange at a time on each connection.
 * It knows nothing of SOAP or of the schemas.
 */
@NullMarked
package dev.wsman.internal.transport;

import org.jspecify.annotations.NullMarked;
