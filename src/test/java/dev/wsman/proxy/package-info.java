/** Sessions through an HTTP proxy, and authentication to it. */
package dev.wsman.proxy;
