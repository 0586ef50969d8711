/**
 * One WS-Management exchange, independent of CXF: what a request is about, what its headers and its body hold, and how
 * the reply is read.
 */
@NullMarked
package dev.wsman.internal.protocol;

import org.jspecify.annotations.NullMarked;
