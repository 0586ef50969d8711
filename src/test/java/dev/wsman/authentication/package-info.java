/** Every scheme by which a session authenticates to a server, and the encryption of messages that some of them bring. */
package dev.wsman.authentication;
