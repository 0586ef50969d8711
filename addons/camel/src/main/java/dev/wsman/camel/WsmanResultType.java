package dev.wsman.camel;

/** The form in which instances become message bodies. */
public enum WsmanResultType {
    /** A {@link dev.wsman.Instance}, which Camel's type converters turn into text, maps, streams and documents. */
    INSTANCE,
    /** A map from property names to values, as {@link dev.wsman.Instance#toMap()} returns it. */
    MAP,
    /** XML text without white space between elements. */
    XML,
    /** JSON text of the map. */
    JSON
}
