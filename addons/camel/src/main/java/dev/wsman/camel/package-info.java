/** The Camel component {@code wsman}: operations of WS-Management as producers, events and queries as consumers. */
@NullMarked
package dev.wsman.camel;

import org.jspecify.annotations.NullMarked;
