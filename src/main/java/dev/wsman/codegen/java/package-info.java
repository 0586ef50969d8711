/** Writes Java source for class declarations. */
@NullMarked
package dev.wsman.codegen.java;

import org.jspecify.annotations.NullMarked;
