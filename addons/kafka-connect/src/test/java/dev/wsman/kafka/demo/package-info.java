/** A demonstration of the connectors with a broker, a worker and hosts in one JVM. */
package dev.wsman.kafka.demo;
