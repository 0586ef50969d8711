package dev.wsman.internal.binding;

import java.time.OffsetDateTime;

/** A top-level record, so that a class loader can define it without other classes. */
public record DetachedRecord(String name, OffsetDateTime when) {}
