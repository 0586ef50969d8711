/**
 * Reads and writes XML: a light immutable element tree, its reader and writer, and the parsers for them. All writers
 * are Woodstox's. All parsers are Woodstox's, or Aalto's for UTF-8, and hardened in one place. The JVM-wide factories
 * are neither used nor changed.
 */
@NullMarked
package dev.wsman.internal.xml;

import org.jspecify.annotations.NullMarked;
