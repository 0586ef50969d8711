package dev.wsman.cim;

/** A named value of a property or a parameter: what {@code ValueMap} and {@code Values} declare (DSP0004 §5.6.3). */
public interface CimEnum {

    /** What is on the wire: the entry of {@code ValueMap}. */
    String value();

    /** What people call it: the entry of {@code Values}. */
    String label();
}
