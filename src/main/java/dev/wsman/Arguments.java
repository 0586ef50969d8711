package dev.wsman;

import dev.wsman.internal.xml.XmlCharacters;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/** Checks of what callers give: each failure names the argument. */
final class Arguments {
    private Arguments() {}

    static <T> T present(@Nullable T value, String argument) {
        if (value == null) {
            throw new IllegalArgumentException(argument + " is null");
        }
        return value;
    }

    /** Text that says something and that XML can hold. */
    static String text(@Nullable String value, String argument) {
        if (present(value, argument).isBlank()) {
            throw new IllegalArgumentException(argument + " is empty");
        }
        return xml(value, argument);
    }

    /** A name that an XML element can have. */
    static String name(@Nullable String value, String argument) {
        try {
            return XmlCharacters.requireName(text(value, argument));
        } catch (IllegalArgumentException e) {
            throw named(argument, e);
        }
    }

    /** An absolute URI; what is wrong with it is told with its place. */
    static String uri(@Nullable String value, String argument) {
        String text = text(value, argument);
        try {
            if (new URI(text).isAbsolute()) {
                return text;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    argument + ": \"" + text + "\" is no URI: " + e.getReason() + " at offset " + e.getIndex(), e);
        }
        throw new IllegalArgumentException(argument + ": \"" + text + "\" is no absolute URI");
    }

    /** A method's name, or the URI of an action that ends with one. */
    static String method(@Nullable String value) {
        String method = text(value, "method").strip();
        if (method.contains("://")) {
            uri(method, "method");
        }
        name(method.substring(method.lastIndexOf('/') + 1), "method");
        return method;
    }

    /** The same failure, which then names the argument. */
    static IllegalArgumentException named(String argument, IllegalArgumentException failure) {
        String message = String.valueOf(failure.getMessage());
        return message.startsWith(argument)
                ? failure
                : new IllegalArgumentException(argument + ": " + message, failure);
    }

    /** Text, empty or not, that XML can hold. */
    static String xml(@Nullable String value, String argument) {
        try {
            return XmlCharacters.requireText(present(value, argument));
        } catch (IllegalArgumentException e) {
            throw value == null ? e : new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
    }
}
