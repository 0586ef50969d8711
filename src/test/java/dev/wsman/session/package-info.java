/** Sessions: endpoints, settings, connections, listeners, Identify and closing. */
package dev.wsman.session;
