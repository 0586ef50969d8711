/**
 * The only conversions between the text of CIM values and Java values: numbers, booleans, date-times, intervals, byte
 * arrays and characters. {@code Instance}, the JAXB binding and generated classes share them.
 */
@NullMarked
package dev.wsman.internal.value;

import org.jspecify.annotations.NullMarked;
