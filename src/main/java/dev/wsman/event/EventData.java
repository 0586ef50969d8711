package dev.wsman.event;

import java.util.Optional;

/**
 * One value of an event: a {@code Data} element of its {@code EventData}. The text does not show its type; the manifest
 * of the provider defines it.
 *
 * @param name the name; empty if the element has none, as with classic providers. Several values may have the same name
 * @param type the {@code Type} attribute; empty if there is none, as usual
 * @param value the unchanged text; may be empty
 */
public record EventData(Optional<String> name, Optional<String> type, String value) {
    /** Returns the name and the value: {@code TargetUserName=SYSTEM}. */
    @Override
    public String toString() {
        return name.map(known -> known + "=").orElse("") + value;
    }
}
