package dev.wsman.testkit.protocol;

/** How a datetime property is written (DSP0230 and what servers do instead). */
public enum DateTimeForm {
    /** {@code cim:Datetime} with xs:dateTime, {@code cim:Interval} with xs:duration. */
    XML_SCHEMA,
    /** {@code cim:CIM_DateTime} with the 25 characters of DSP0004. */
    CIM_DATETIME,
    /** The 25 characters of DSP0004 as bare text. */
    BARE
}
