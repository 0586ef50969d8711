/** From class declarations (a live server, MOF, CIM-XML) to Java source. */
@NullMarked
package dev.wsman.codegen;

import org.jspecify.annotations.NullMarked;
