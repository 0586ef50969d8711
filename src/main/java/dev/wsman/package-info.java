/**
 * A typed WS-Management client: open a {@link dev.wsman.Session}, name what you mean with a
 * {@link dev.wsman.ResourceLocator}, and get {@link dev.wsman.Instance}s or your own classes.
 */
@NullMarked
package dev.wsman;

import org.jspecify.annotations.NullMarked;
