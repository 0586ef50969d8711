/** The consumer that polls instances, and skips those that were processed before. */
@NullMarked
package dev.wsman.camel.internal.poll;

import org.jspecify.annotations.NullMarked;
