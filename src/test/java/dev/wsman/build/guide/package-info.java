/** Reads the guides, and compiles and runs the Java in them. */
@NullMarked
package dev.wsman.build.guide;

import org.jspecify.annotations.NullMarked;
