package dev.wsman.kafka.internal.instance;

import dev.wsman.Instance;

/**
 * An instance that a scan has read.
 *
 * @param key what identifies it on its host
 * @param instance its properties
 */
record ScannedInstance(InstanceKey key, Instance instance) {}
