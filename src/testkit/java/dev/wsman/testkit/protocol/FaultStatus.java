package dev.wsman.testkit.protocol;

/** The HTTP status that faults come with. */
public enum FaultStatus {
    /** 400 for Sender, 500 for everything else, as the HTTP binding of SOAP 1.2 has it. */
    BY_CODE,
    ALWAYS_400,
    ALWAYS_500,
    /** Errors that should not be errors at all for HTTP. */
    ALWAYS_200;

    int of(boolean sender) {
        return switch (this) {
            case BY_CODE -> sender ? 400 : 500;
            case ALWAYS_400 -> 400;
            case ALWAYS_500 -> 500;
            case ALWAYS_200 -> 200;
        };
    }
}
