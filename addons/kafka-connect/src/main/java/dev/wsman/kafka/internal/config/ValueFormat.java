package dev.wsman.kafka.internal.config;

/** The form of the values of records. */
public enum ValueFormat {
    /** Structures with a schema, which every converter writes. */
    STRUCT,
    /** Texts in JSON. */
    JSON,
    /** Texts in XML, as the host sent it. */
    XML
}
