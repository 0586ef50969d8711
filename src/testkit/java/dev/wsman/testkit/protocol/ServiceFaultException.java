package dev.wsman.testkit.protocol;

/** Ends the processing of a request with a fault. */
final class ServiceFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ServiceFault fault;

    ServiceFaultException(ServiceFault fault) {
        super(fault.toString(), null, false, false);
        this.fault = fault;
    }

    ServiceFault fault() {
        return fault;
    }
}
