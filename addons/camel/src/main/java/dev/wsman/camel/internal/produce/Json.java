package dev.wsman.camel.internal.produce;

import org.apache.camel.util.json.Jsoner;

/** Writes JSON. */
final class Json {
    private Json() {}

    /** Returns the JSON text of a map, list, text, number, boolean or null, without white space. */
    static String text(Object value) {
        return Jsoner.serialize(value);
    }
}
