/** Servers that break off, lie, dawdle and flood, on bare sockets, and what a session makes of them. */
package dev.wsman.hostile;
