/**
 * An HTTP proxy in the same JVM, with CONNECT, forwarding and all authentication schemes, which fails when a test
 * requests it.
 */
package dev.wsman.testkit.proxy;
