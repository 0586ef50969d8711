/** Every scheme by which a session authenticates to a server, and the encryption of messages. */
package dev.wsman.authentication;
