/**
 * Restricts the paths that the generator reads and writes. Not part of the public API: the module does not export it.
 */
@NullMarked
package dev.wsman.codegen.internal;

import org.jspecify.annotations.NullMarked;
