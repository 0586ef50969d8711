package dev.wsman.bench;

import dev.wsman.Session;
import java.util.ArrayList;
import java.util.List;

/** The sessions with the hosts of a fleet, each at a loopback address of its own. */
final class FleetEndpoints {
    private FleetEndpoints() {}

    /**
     * Creates the sessions, which connect with their first operation.
     *
     * @param servers for each server {@code PORT:FIRST:COUNT}, its port and its addresses
     * @param delayMillis the milliseconds after which a host replies
     */
    static List<Session> open(String servers, int delayMillis) {
        List<Session> sessions = new ArrayList<>();
        for (String server : servers.split(",")) {
            String[] numbers = server.split(":");
            int first = Integer.parseInt(numbers[1]);
            for (int i = 0; i < Integer.parseInt(numbers[2]); i++) {
                String host = CannedServer.address(first + i);
                sessions.add(Session.builder("http://" + host + ":" + numbers[0] + "/wsman/" + delayMillis)
                        .build());
            }
        }
        return sessions;
    }
}
