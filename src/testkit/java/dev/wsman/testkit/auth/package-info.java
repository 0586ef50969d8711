/**
 * The schemes of authentication that the service offers, and the sealing of messages. Nothing here is shared with the
 * client: NTLM and CredSSP are written from MS-NLMP and MS-CSSP over Bouncy Castle's primitives and the JDK's TLS,
 * Kerberos is the JDK's JGSS, so that a client is tested against a second reading of the specifications.
 */
package dev.wsman.testkit.auth;
