package dev.wsman.internal.binding;

import java.time.OffsetDateTime;

/** A class of its own, so that a loader can define it alone. */
public class Detached {
    private String name;
    private OffsetDateTime when;

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public OffsetDateTime getWhen() {
        return when;
    }

    public void setWhen(OffsetDateTime when) {
        this.when = when;
    }
}
