/**
 * What classes generated from CIM declarations stand on. Programs use the generated classes, {@link dev.wsman.cim.Ref} and
 * {@link dev.wsman.cim.CimObject}; the rest is for generated source.
 */
@NullMarked
package dev.wsman.cim;

import org.jspecify.annotations.NullMarked;
