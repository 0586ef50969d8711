/** Scans of instances at intervals: what is read, what of it is new, and the records for the topic. */
@NullMarked
package dev.wsman.kafka.internal.instance;

import org.jspecify.annotations.NullMarked;
