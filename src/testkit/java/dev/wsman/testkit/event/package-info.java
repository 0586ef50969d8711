/**
 * The sources of events of the service: event logs as those of Windows, and indications. They follow
 * captures/windows/eventlog-pull and wef, captures/openwsman/eventing, captures/omi/eventing and EVENTING.md.
 */
package dev.wsman.testkit.event;
