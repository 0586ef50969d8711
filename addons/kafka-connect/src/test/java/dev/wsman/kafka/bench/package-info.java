/** Measures a worker that reads many hosts; bench/fleet runs it. */
package dev.wsman.kafka.bench;
