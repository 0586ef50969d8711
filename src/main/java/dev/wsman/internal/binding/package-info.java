/**
 * The typed binding: a resource's XML read into the caller's own JAXB class and written from it, on the JAXB
 * reference implementation, without a DOM and without a second parse.
 */
@NullMarked
package dev.wsman.internal.binding;

import org.jspecify.annotations.NullMarked;
