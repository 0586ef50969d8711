package dev.wsman.testkit.data;

/** The documented ReturnValues of Win32_Service that the methods of {@link ServiceClass} use. */
enum ServiceReturnValue {
    SUCCESS(0),
    NOT_SUPPORTED(1),
    DEPENDENT_SERVICES_RUNNING(3),
    INVALID_SERVICE_CONTROL(4),
    CANNOT_ACCEPT_CONTROL(5),
    NOT_ACTIVE(6),
    ALREADY_RUNNING(10),
    DEPENDENCY_DELETED(12),
    DEPENDENCY_FAILURE(13),
    DISABLED(14),
    CIRCULAR_DEPENDENCY(18),
    DUPLICATE_NAME(19),
    INVALID_PARAMETER(21),
    ALREADY_PAUSED(24);

    private final int code;

    ServiceReturnValue(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
