/**
 * The typed binding: reads the XML of a resource into the caller's own JAXB class and writes it from there, with the
 * JAXB reference implementation, without a DOM and without a second parse.
 */
@NullMarked
package dev.wsman.internal.binding;

import org.jspecify.annotations.NullMarked;
