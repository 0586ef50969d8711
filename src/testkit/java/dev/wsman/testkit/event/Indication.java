package dev.wsman.testkit.event;

import dev.wsman.testkit.model.CimInstance;

/**
 * An emitted indication. Immutable.
 *
 * @param instance the instance of the indication class
 */
public record Indication(CimInstance instance) implements SourceEvent {
    @Override
    public int length() {
        return 200 + 60 * instance.properties().size() + instance.toString().length();
    }
}
