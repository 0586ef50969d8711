/** How a task works on many hosts: its threads, the pauses after failures, and its metrics. */
@NullMarked
package dev.wsman.kafka.internal.work;

import org.jspecify.annotations.NullMarked;
