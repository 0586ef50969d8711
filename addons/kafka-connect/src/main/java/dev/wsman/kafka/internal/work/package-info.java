/** The threads of a task, which work on many hosts, and the pauses after failures. */
@NullMarked
package dev.wsman.kafka.internal.work;

import org.jspecify.annotations.NullMarked;
