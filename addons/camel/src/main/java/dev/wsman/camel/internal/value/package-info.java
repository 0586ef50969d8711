/** Converts instances, events and results to message bodies. */
@NullMarked
package dev.wsman.camel.internal.value;

import org.jspecify.annotations.NullMarked;
