/** Tests of the connectors with many hosts while workers, brokers and hosts come and go. */
package dev.wsman.kafka.fleet;
