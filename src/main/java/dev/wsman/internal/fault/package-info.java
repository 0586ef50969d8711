/** Failures below the public face: what a server's fault says, and one exception for everything that can go wrong. */
@NullMarked
package dev.wsman.internal.fault;

import org.jspecify.annotations.NullMarked;
