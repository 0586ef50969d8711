package dev.wsman.kafka;

/** The version of the connectors. */
final class ConnectorVersion {
    private ConnectorVersion() {}

    /** Returns the version in the manifest of the archive; "unknown" for classes outside an archive. */
    static String version() {
        String version = ConnectorVersion.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }
}
