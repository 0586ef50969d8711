package dev.wsman.cim;

/**
 * A named value of a property or a parameter, as {@code ValueMap} and {@code Values} declare it (DSP0004 clause 5.6.3).
 */
public interface CimEnum {

    /** Returns the value that is sent: the entry of {@code ValueMap}. */
    String value();

    /** Returns the name for people: the entry of {@code Values}. */
    String label();
}
