/** The HTTP side of the service: listens, authenticates, records, and misbehaves when a test requests it. */
package dev.wsman.testkit.http;
