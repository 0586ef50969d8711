/** The server with canned replies, the worker that measures a contender, and the runner; shared by all contenders. */
package dev.wsman.bench;
