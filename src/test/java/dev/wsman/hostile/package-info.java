/** Servers on plain sockets that break the protocol, stall or send too much, and how a session reacts. */
package dev.wsman.hostile;
