/** Rejects options that have no effect on an endpoint, and decides which options of a component it inherits. */
@NullMarked
package dev.wsman.camel.internal.option;

import org.jspecify.annotations.NullMarked;
