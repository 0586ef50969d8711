/** CIM class declarations as immutable values (DSP0004), independent of their source: MOF, CIM-XML or a server. */
@NullMarked
package dev.wsman.codegen.model;

import org.jspecify.annotations.NullMarked;
