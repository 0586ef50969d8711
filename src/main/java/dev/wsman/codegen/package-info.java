/** Generates Java source from CIM class declarations: of a live server, of MOF files, or of CIM-XML files. */
@NullMarked
package dev.wsman.codegen;

import org.jspecify.annotations.NullMarked;
