/** What all contenders share: the server with canned replies, the worker that measures one contender, and the runner. */
package dev.wsman.bench;
