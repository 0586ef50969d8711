/** WS-Management as the service speaks it: reads requests, performs operations, and writes replies and faults. */
package dev.wsman.testkit.protocol;
