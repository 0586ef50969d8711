package com.example.services;

import dev.wsman.Credentials;
import dev.wsman.Filter;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import java.util.List;

/** The services of a machine. */
public final class Services {
    private final Session session;

    public Services(Session session) {
        this.session = session;
    }

    public List<ServiceInfo> running() {
        return session.enumerate(ResourceLocator.of("wmicimv2/*"), ServiceInfo.class)
                .filter(Filter.wql("select Name, State from Win32_Service where State = 'Running'"))
                .list();
    }

    public void restart(String name) {
        ResourceLocator service = ResourceLocator.of("wmicimv2/Win32_Service").selector("Name", name);
        session.invoke(service, "StopService", null);
        session.invoke(service, "StartService", null);
    }

    /** The arguments are the endpoint, its certificate's fingerprint and the user; WSMAN_PASSWORD is the password. */
    public static void main(String[] arguments) {
        char[] password = System.getenv("WSMAN_PASSWORD").toCharArray();
        try (Session session = Session.builder(arguments[0])
                .certificateFingerprint(arguments[1])
                .credentials(Credentials.basic(arguments[2], password))
                .build()) {
            new Services(session).running().forEach(service -> System.out.println(service.name + ": " + service.state));
        }
    }
}
