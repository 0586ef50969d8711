package dev.wsman.camel.internal.event;

import org.apache.camel.RuntimeCamelException;

/** The source does not know the position of a bookmark any more, and the consumer was configured to stop then. */
final class LostPositionException extends RuntimeCamelException {
    private static final long serialVersionUID = 1;

    LostPositionException(String reason, String key, Throwable cause) {
        super(
                reason
                        + " The subscription has stopped, because events after the bookmark may be lost. Set positionLost to"
                        + " OLDEST or NOW, or remove the bookmark " + key
                        + " from the repository; then restart the route",
                cause);
    }
}
