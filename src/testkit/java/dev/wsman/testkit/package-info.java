/** A WS-Management service for tests, which runs in the same JVM: {@link dev.wsman.testkit.WsmanService}. */
package dev.wsman.testkit;
