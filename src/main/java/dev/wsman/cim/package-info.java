/**
 * The base types of classes generated from CIM declarations. Programs use the generated classes,
 * {@link dev.wsman.cim.Ref} and {@link dev.wsman.cim.CimObject}; generated source uses the other types.
 */
@NullMarked
package dev.wsman.cim;

import org.jspecify.annotations.NullMarked;
