/**
 * Deliveries of events to a sink over sockets of their own (captures/windows/wef, captures/openwsman/eventing/sink).
 */
package dev.wsman.testkit.event.delivery;
