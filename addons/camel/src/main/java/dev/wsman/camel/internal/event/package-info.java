/** The consumer that receives events: one thread per subscription, batches, bookmarks and the health check. */
@NullMarked
package dev.wsman.camel.internal.event;

import org.jspecify.annotations.NullMarked;
