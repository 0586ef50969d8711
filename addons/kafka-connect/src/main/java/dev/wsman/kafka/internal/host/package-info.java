/** The hosts of a connector: where the list comes from, when it changes, and which task has which hosts. */
@NullMarked
package dev.wsman.kafka.internal.host;

import org.jspecify.annotations.NullMarked;
