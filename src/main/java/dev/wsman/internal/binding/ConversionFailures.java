package dev.wsman.internal.binding;

import jakarta.xml.bind.ParseConversionEvent;
import jakarta.xml.bind.UnmarshalException;
import jakarta.xml.bind.ValidationEvent;
import jakarta.xml.bind.ValidationEventHandler;
import org.glassfish.jaxb.runtime.api.AccessorException;
import org.jspecify.annotations.Nullable;

/**
 * Describes the failures of one {@link JaxbItemReader}. JAXB's own events and exceptions name neither the class nor the
 * property, so that this class records both, with the text, while the reader passes elements to JAXB.
 */
final class ConversionFailures implements ValidationEventHandler {
    private Class<?> type;
    private @Nullable ExpectedElement property;
    private @Nullable String text;
    private @Nullable ValidationEvent first;

    ConversionFailures(Class<?> type) {
        this.type = type;
    }

    /** Records the class whose content is being read. */
    void reading(Class<?> type) {
        this.type = type;
    }

    /** Records the property whose text JAXB is about to convert. */
    void converting(ExpectedElement property, String text) {
        this.property = property;
        this.text = text;
    }

    /** Records that JAXB has converted the text. */
    void converted() {
        this.property = null;
        this.text = null;
    }

    /**
     * Stops JAXB at a conversion error, which it would ignore by default. Unknown elements and types are not errors, so
     * that new properties of a newer server do not break callers.
     */
    @Override
    public boolean handleEvent(ValidationEvent event) {
        boolean conversion = event instanceof ParseConversionEvent || event.getLinkedException() != null;
        if (conversion && first == null) {
            first = event;
        }
        return !conversion;
    }

    /** Returns the exception for a text that this package cannot convert for JAXB. */
    BindingException unconvertible(ExpectedElement property, String text, Exception e) {
        return new BindingException(type, property.local, text, message(e), e);
    }

    /** Returns the exception for a text that JAXB cannot convert or set without its unmarshaller. */
    BindingException unsettable(ExpectedElement property, String text, Exception e) {
        Throwable cause = unwrapped(e);
        return new BindingException(type, property.local, text, reason(property, cause), cause);
    }

    /** Returns the exception for a failure of JAXB's unmarshaller. */
    BindingException ofUnmarshaller(Exception e) {
        ValidationEvent event = first;
        Throwable cause = event != null && event.getLinkedException() != null ? event.getLinkedException() : e;
        if (cause instanceof UnmarshalException unmarshal && unmarshal.getLinkedException() != null) {
            cause = unmarshal.getLinkedException();
        }
        cause = unwrapped(cause);
        String reason = event != null && event.getLinkedException() == null && event.getMessage() != null
                ? event.getMessage()
                : reason(property, cause);
        return new BindingException(type, property == null ? null : property.local, text, reason, cause);
    }

    /** Returns the exception of an accessor or adapter, which JAXB wraps in its own. */
    private static Throwable unwrapped(Throwable thrown) {
        return thrown instanceof AccessorException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    private static String reason(@Nullable ExpectedElement property, Throwable cause) {
        return property == null || property.mismatch == null ? message(cause) : property.mismatch;
    }

    private static String message(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    }
}
