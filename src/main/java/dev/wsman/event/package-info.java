/**
 * Event subscriptions: the event log of Windows, and the indications of WMI and CIM. {@link
 * dev.wsman.event.Subscription} pulls events over the connections of a {@link dev.wsman.Session}; {@link
 * dev.wsman.event.EventSink} receives what event sources push.
 */
@NullMarked
package dev.wsman.event;

import org.jspecify.annotations.NullMarked;
