/** Class declarations in XML: CIM-XML (DSP0201), openwsman's own format, and the snapshot that users keep in a file. */
@NullMarked
package dev.wsman.codegen.xml;

import org.jspecify.annotations.NullMarked;
