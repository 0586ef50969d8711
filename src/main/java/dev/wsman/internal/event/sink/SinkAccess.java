package dev.wsman.internal.event.sink;

import java.util.List;

/**
 * Who may send messages to a server. A request is accepted if one of the ways that are configured succeeds.
 *
 * @param users the users of Basic
 * @param anonymous whether a sender needs no authentication at all
 */
public record SinkAccess(List<SinkUser> users, boolean anonymous) {
    /** Creates the settings with a copy of the list. */
    public SinkAccess {
        users = List.copyOf(users);
    }
}
