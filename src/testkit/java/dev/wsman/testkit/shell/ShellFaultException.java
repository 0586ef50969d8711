package dev.wsman.testkit.shell;

/** The shell service rejects a request. */
public final class ShellFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ShellFault fault;

    ShellFaultException(ShellFault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** The kind of fault. */
    public ShellFault fault() {
        return fault;
    }
}
