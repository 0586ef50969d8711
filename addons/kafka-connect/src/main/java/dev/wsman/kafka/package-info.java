/**
 * Source connectors for Kafka Connect: EventLogSourceConnector copies the event logs of many
 * Windows hosts to a topic, and InstanceSourceConnector the instances of a class or a query.
 */
@NullMarked
package dev.wsman.kafka;

import org.jspecify.annotations.NullMarked;
