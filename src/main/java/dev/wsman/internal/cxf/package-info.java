/**
 * The generated stubs wired to CXF: one bus and one proxy a port type for all sessions, the headers that WS-Management
 * adds, WS-Addressing 2004/08, and the reading of replies as a stream.
 */
@NullMarked
package dev.wsman.internal.cxf;

import org.jspecify.annotations.NullMarked;
