/** The conversions between the text of CIM values and Java values that all readers and writers of resources share. */
@NullMarked
package dev.wsman.internal.value;

import org.jspecify.annotations.NullMarked;
