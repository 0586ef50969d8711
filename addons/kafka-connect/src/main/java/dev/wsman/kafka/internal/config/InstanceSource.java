package dev.wsman.kafka.internal.config;

import dev.wsman.ResourceLocator;
import java.util.Optional;

/**
 * What is read from each host.
 *
 * @param resource the class, or for a query all classes of its namespace
 * @param query the query; empty if a class is enumerated
 */
public record InstanceSource(ResourceLocator resource, Optional<WqlQuery> query) {}
