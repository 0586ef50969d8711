/**
 * A typed WS-Management client: open a {@link dev.wsman.Session}, name a resource with a
 * {@link dev.wsman.ResourceLocator}, and read it as an {@link dev.wsman.Instance} or as an object of your own class.
 */
@NullMarked
package dev.wsman;

import org.jspecify.annotations.NullMarked;
