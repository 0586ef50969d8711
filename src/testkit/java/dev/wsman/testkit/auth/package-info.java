/**
 * The authentication schemes of the service, and the encryption of messages. Nothing here is shared with the client:
 * NTLM and CredSSP are written from MS-NLMP and MS-CSSP on top of Bouncy Castle's primitives and the JDK's TLS, and
 * Kerberos is the JGSS of the JDK. A client is therefore tested against an independent reading of the specifications.
 */
package dev.wsman.testkit.auth;
