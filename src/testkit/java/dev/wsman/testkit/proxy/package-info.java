/** An HTTP proxy in the same JVM: CONNECT, forwarding, every scheme of authentication, and troubles where a test asks for them. */
package dev.wsman.testkit.proxy;
