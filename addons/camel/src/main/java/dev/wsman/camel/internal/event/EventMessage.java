package dev.wsman.camel.internal.event;

import java.util.Map;

/**
 * A message of a batch that is not an exchange yet.
 *
 * @param body the body
 * @param headers the headers
 * @param index the number of the message in its batch, from 0
 * @param size the messages of the batch
 */
record EventMessage(Object body, Map<String, Object> headers, int index, int size) {}
