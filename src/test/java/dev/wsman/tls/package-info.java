/** TLS: which certificates a session trusts, and what it offers in the handshake. */
package dev.wsman.tls;
