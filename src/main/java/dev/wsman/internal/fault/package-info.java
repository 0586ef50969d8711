/**
 * Failures below the public API.
 *
 * <ul>
 * <li>{@link dev.wsman.internal.fault.ExchangeException} is the one exception for every failure of an exchange. Its
 *     messages are in {@code ConnectionMessages}, {@code AuthenticationMessages} and {@code ReplyMessages}.
 * <li>{@link dev.wsman.internal.fault.FaultReader} reads a SOAP fault into a
 *     {@link dev.wsman.internal.fault.ServerFault}.
 * <li>The resource {@code error-table.txt} has all codes with their symbols, kinds and hints.
 *     {@link dev.wsman.internal.fault.NativeCodes}, {@link dev.wsman.internal.fault.FaultSubcodes},
 *     {@link dev.wsman.internal.fault.FaultKinds} and {@link dev.wsman.internal.fault.Hints} look them up.
 * </ul>
 */
@NullMarked
package dev.wsman.internal.fault;

import org.jspecify.annotations.NullMarked;
