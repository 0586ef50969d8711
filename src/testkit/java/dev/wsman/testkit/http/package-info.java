/** The HTTP side of the service: listening, authentication, recording, and misbehaving where a test asks for it. */
package dev.wsman.testkit.http;
