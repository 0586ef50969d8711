/** Reads MOF (DSP0004 annex A, and the forms of Windows and of DSP0221 that are met in the field). */
@NullMarked
package dev.wsman.codegen.mof;

import org.jspecify.annotations.NullMarked;
