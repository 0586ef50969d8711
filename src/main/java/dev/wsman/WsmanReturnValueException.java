package dev.wsman;

/**
 * A method returned a value that does not mean success: {@link ReturnValue#orThrow} was called for it, or {@code
 * orThrow} of a generated class. The server called the method, and there was no fault.
 *
 * <p>The message is, for example, {@code StopService of Win32_Service?Name=Spooler returned 5 (Service Cannot Accept
 * Control)}, and then what to do. The session does not know of this exception: it has not failed, so that neither its
 * {@code error()} nor its listener reports it.
 */
public final class WsmanReturnValueException extends WsmanException {

    private static final long serialVersionUID = 1L;

    private final ReturnValue returnValue;

    WsmanReturnValueException(WsmanError error, ReturnValue returnValue) {
        super(error, null);
        this.returnValue = returnValue;
    }

    /** Returns the value that the method returned. */
    public ReturnValue returnValue() {
        return returnValue;
    }
}
