/**
 * Converts between the XML of a resource and objects of the caller's own JAXB classes and records. For JAXB classes it
 * uses the JAXB reference implementation, without a DOM and without a second parse.
 */
@NullMarked
package dev.wsman.internal.binding;

import org.jspecify.annotations.NullMarked;
