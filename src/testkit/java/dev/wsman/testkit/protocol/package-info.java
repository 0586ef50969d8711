/** WS-Management as the service speaks it: requests read, operations done, answers and faults written. */
package dev.wsman.testkit.protocol;
