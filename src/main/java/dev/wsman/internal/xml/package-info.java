/**
 * XML below the public face: a light immutable element tree, its reader and writer, and the parsers they stand on. Every
 * writer is Woodstox by name, and every parser Woodstox or, for what is UTF-8, Aalto, hardened once; the JVM-wide factories are
 * neither used nor changed.
 */
@NullMarked
package dev.wsman.internal.xml;

import org.jspecify.annotations.NullMarked;
