/** Reads the event logs of the hosts of a task, buffers their events, and makes records with offsets of them. */
@NullMarked
package dev.wsman.kafka.internal.event;

import org.jspecify.annotations.NullMarked;
