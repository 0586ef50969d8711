package dev.wsman.testkit.protocol;

/** How a datetime property is written: the forms of DSP0230 and of servers that deviate from it. */
public enum DateTimeForm {
    /** {@code cim:Datetime} with xs:dateTime, {@code cim:Interval} with xs:duration. */
    XML_SCHEMA,
    /** {@code cim:CIM_DateTime} with the 25 characters of DSP0004. */
    CIM_DATETIME,
    /** The 25 characters of DSP0004 without an element around them. */
    BARE
}
