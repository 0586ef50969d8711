package dev.wsman;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A method returned a value that does not mean success: {@code ReturnValue.orThrow} was called for it, or {@code
 * orThrow} of a generated class. The server called the method, and there was no fault.
 *
 * <p>The message is, for example, {@code StopService of Win32_Service?Name=Spooler returned 5 (Service Cannot Accept
 * Control)}, and then what to do. The session does not know of this exception: it has not failed, so that neither its
 * {@code error()} nor its listener reports it.
 */
public final class WsmanReturnValueException extends WsmanException {

    private static final long serialVersionUID = 1L;

    private final @Nullable Long value;
    private final @Nullable String label;

    WsmanReturnValueException(WsmanError error, @Nullable Long value, @Nullable String label) {
        super(error, null);
        this.value = value;
        this.label = label;
    }

    /** Returns the number that the method returned; empty if it returned NULL or false. */
    public OptionalLong value() {
        return value == null ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /** Returns the name of the value in the declaration of the method; empty if it is not known. */
    public Optional<String> label() {
        return Optional.ofNullable(label);
    }
}
