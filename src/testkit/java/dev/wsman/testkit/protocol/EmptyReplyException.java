package dev.wsman.testkit.protocol;

/** A request to which OMI replies with status 500 and an empty body (captures/omi/eventing 20 to 23). */
final class EmptyReplyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
}
