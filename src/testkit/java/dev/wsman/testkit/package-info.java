/**
 * A WS-Management service to test against, embedded in the tests: {@link dev.wsman.testkit.WsmanService}.
 */
package dev.wsman.testkit;
