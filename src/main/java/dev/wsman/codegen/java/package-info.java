/** Writes Java source for class declarations; {@code dev.wsman.codegen.ClassGenerator} is its public face. */
@NullMarked
package dev.wsman.codegen.java;

import org.jspecify.annotations.NullMarked;
