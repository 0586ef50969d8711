package dev.wsman.camel.internal.value;

import org.apache.camel.util.json.Jsoner;

/** Writes JSON. */
public final class Json {
    private Json() {}

    /** Returns the JSON text of a map, list, text, number, boolean or null, without white space. */
    public static String text(Object value) {
        return Jsoner.serialize(value);
    }
}
