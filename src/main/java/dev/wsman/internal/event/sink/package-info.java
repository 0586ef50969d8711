/**
 * The HTTP end of push deliveries: connections, authentication, encryption and encodings of the requests that event
 * sources send. {@link dev.wsman.internal.event.sink.SinkServer} is the entry point of {@code dev.wsman.event}.
 *
 * <p>The server is Jetty, an optional dependency, through its core API (no servlets): {@code jetty-server} with {@code
 * jetty-http}, {@code jetty-io} and {@code jetty-util}, and {@code slf4j-api}. It is maintained, reads a body without a
 * thread that waits for it, and keeps data of a connection, which Kerberos needs: a login and its keys belong to one
 * connection. The HTTP server of the JDK has none of that. Versions 12.0, which Spring Boot 3.5 manages, and 12.1 work.
 *
 * <p>A request takes this path: {@link dev.wsman.internal.event.sink.SinkExchange} checks its head, {@link
 * dev.wsman.internal.event.sink.SinkAuthenticator} its sender; {@link dev.wsman.internal.event.sink.PendingMessages}
 * grants room, {@link dev.wsman.internal.event.sink.BodyReception} reads the body; on one of the {@link
 * dev.wsman.internal.event.sink.HandlerThreads}, {@link dev.wsman.internal.event.sink.MessageReader} decrypts and
 * decompresses it, and the {@link dev.wsman.internal.event.sink.SinkHandler} returns the reply. A {@link
 * dev.wsman.internal.event.sink.Refusal} ends the path with a status.
 *
 * <p>Windows calls encrypted messages <i>sealed</i>.
 */
@NullMarked
package dev.wsman.internal.event.sink;

import org.jspecify.annotations.NullMarked;
