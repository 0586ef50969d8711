package dev.wsman.internal.binding;

import java.time.OffsetDateTime;

/** A top-level class, so that a class loader can define it without other classes. */
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
