package dev.wsman.codegen;

/** What a caller of the command line or of the Maven goal asked for makes no sense: they read the message. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
        super(message);
    }
}
