/** Carries out the operation of a message and writes its result into the message. */
@NullMarked
package dev.wsman.camel.internal.produce;

import org.jspecify.annotations.NullMarked;
