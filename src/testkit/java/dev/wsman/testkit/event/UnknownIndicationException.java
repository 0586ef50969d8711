package dev.wsman.testkit.event;

/** A query selects an indication class that is not declared. */
public final class UnknownIndicationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownIndicationException(String className) {
        super("there is no indication class " + className);
    }
}
