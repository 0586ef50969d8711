package dev.wsman.kafka.bench;

import dev.wsman.kafka.fixture.HostFleet;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The hosts, as a process of its own. Prints the ports of the services, then reads commands from the standard input
 * until its end, and prints one line for each. A worker reaches a service by many host names.
 */
public final class BenchHosts {
    private BenchHosts() {}

    /** Argument: the number of services. */
    public static void main(String[] arguments) throws IOException {
        try (HostFleet fleet = HostFleet.start(Integer.parseInt(arguments[0]));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(fleet.endpoints().stream()
                    .map(endpoint -> Integer.toString(URI.create(endpoint).getPort()))
                    .collect(Collectors.joining(" ")));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                System.out.println(reply(fleet, line.split(" ")));
            }
        }
    }

    private static String reply(HostFleet fleet, String[] command) {
        switch (command[0]) {
            case "write" -> {
                fleet.writeToAll(Integer.parseInt(command[1]));
                return "ok";
            }
            case "one" -> {
                fleet.write(0);
                return "ok";
            }
            case "subscriptions" -> {
                // The services record every request.
                for (int i = 0; i < fleet.size(); i++) {
                    fleet.host(i).clearRequests();
                }
                return Integer.toString(fleet.openSubscriptions());
            }
            default -> throw new IllegalArgumentException(command[0]);
        }
    }
}
