/** Values of records, and their texts in JSON. */
@NullMarked
package dev.wsman.kafka.internal.value;

import org.jspecify.annotations.NullMarked;
