package dev.wsman.testkit.protocol;

/** The HTTP status of faults. */
public enum FaultStatus {
    /** 400 for Sender, 500 for every other code, as the HTTP binding of SOAP 1.2 requires. */
    BY_CODE,
    ALWAYS_400,
    ALWAYS_500,
    /** 200, for servers that report no error on the HTTP level. */
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
