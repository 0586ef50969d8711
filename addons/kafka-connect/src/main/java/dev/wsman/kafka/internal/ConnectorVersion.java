package dev.wsman.kafka.internal;

import java.util.Optional;

/** The version of this add-on. */
public final class ConnectorVersion {
    private ConnectorVersion() {}

    /** Returns the version in the manifest of the jar; 0.0.0 if the classes are not in a jar. */
    public static String get() {
        return Optional.ofNullable(ConnectorVersion.class.getPackage().getImplementationVersion())
                .orElse("0.0.0");
    }
}
