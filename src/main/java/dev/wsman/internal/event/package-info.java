/**
 * The messages of event subscriptions: WS-Eventing with the extensions of WS-Management (DSP0226 clause 10), as the
 * subscriber sends them. {@link dev.wsman.internal.event.EventClient} is the entry point of {@code dev.wsman.event}.
 */
@NullMarked
package dev.wsman.internal.event;

import org.jspecify.annotations.NullMarked;
