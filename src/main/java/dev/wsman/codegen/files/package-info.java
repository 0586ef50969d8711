/** Limits on the paths that the generator reads and writes. */
@NullMarked
package dev.wsman.codegen.files;

import org.jspecify.annotations.NullMarked;
