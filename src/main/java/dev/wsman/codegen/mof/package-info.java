/** Reads MOF (DSP0004 annex A), including the extensions of Windows and of DSP0221. */
@NullMarked
package dev.wsman.codegen.mof;

import org.jspecify.annotations.NullMarked;
