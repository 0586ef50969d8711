/**
 * HTTP for a session: connections, TLS, proxies, authentication, and one blocking exchange at a time on each
 * connection. Independent of SOAP and of the schemas. {@link dev.wsman.internal.transport.HttpTransport} is the entry
 * point.
 */
@NullMarked
package dev.wsman.internal.transport;

import org.jspecify.annotations.NullMarked;
