/** CIM class declarations as immutable values (DSP0004), whatever they were read from: MOF, CIM-XML or a server. */
@NullMarked
package dev.wsman.codegen.model;

import org.jspecify.annotations.NullMarked;
