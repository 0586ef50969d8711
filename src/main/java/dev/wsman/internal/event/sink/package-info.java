/**
 * The HTTP end of push deliveries: connections, authentication, encryption and encodings of the requests that event
 * sources send. {@link dev.wsman.internal.event.sink.SinkServer} is the entry point of {@code dev.wsman.event}.
 */
@NullMarked
package dev.wsman.internal.event.sink;

import org.jspecify.annotations.NullMarked;
