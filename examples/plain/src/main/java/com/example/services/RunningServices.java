package com.example.services;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import java.io.PrintStream;
import java.util.List;

/** Prints the running services of a Windows host as a table. */
public final class RunningServices {
    private static final String QUERY =
            "select Name, StartMode, ProcessId, DisplayName from Win32_Service where State = 'Running'";

    /** The components are matched to the properties of the class by name, in upper or lower case. */
    public record Service(String name, String startMode, long processId, String displayName) {}

    private RunningServices() {}

    /** Runs with an endpoint and a user; the password is in the environment variable WSMAN_PASSWORD. */
    public static void main(String[] arguments) {
        String password = System.getenv("WSMAN_PASSWORD");
        if (arguments.length != 2 || password == null) {
            System.err.println("Usage: RunningServices http://HOST:5985 USER, with the password in WSMAN_PASSWORD");
            System.exit(2);
        }
        try {
            print(running(arguments[0], arguments[1], password.toCharArray()), System.out);
        } catch (WsmanException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    static List<Service> running(String endpoint, String user, char[] password) {
        try (Session session = Session.open(endpoint, Credentials.negotiate(user, password))) {
            return session.query(QUERY, Service.class).list();
        }
    }

    static void print(List<Service> services, PrintStream out) {
        out.printf("%-28s %-10s %8s  %s%n", "NAME", "START", "PROCESS", "DISPLAY NAME");
        for (Service service : services) {
            out.printf(
                    "%-28s %-10s %8d  %s%n",
                    service.name(), service.startMode(), service.processId(), service.displayName());
        }
    }
}
