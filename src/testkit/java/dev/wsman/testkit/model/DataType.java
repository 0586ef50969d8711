package dev.wsman.testkit.model;

/** The CIM data types (DSP0004 5.2) of properties and parameters. */
public enum DataType {
    BOOLEAN,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    SINT8,
    SINT16,
    SINT32,
    SINT64,
    REAL32,
    REAL64,
    STRING,
    CHAR16,
    DATETIME,
    REFERENCE,
    EMBEDDED_INSTANCE
}
