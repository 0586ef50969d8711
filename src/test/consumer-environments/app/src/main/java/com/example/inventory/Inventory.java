package com.example.inventory;

import com.example.inventory.cim.Win32Service;
import com.example.inventory.model.ServiceInfo;
import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.event.EventQuery;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.shell.RemoteShell;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Uses every feature of a session that depends on the class path. Prints the results and nothing else. */
public final class Inventory {
    private static final ResourceLocator SERVICE = ResourceLocator.of("wmicimv2/Win32_Service");
    private static final ResourceLocator SPOOLER = SERVICE.selector("Name", "Spooler");
    private static final ResourceLocator LISTENER =
            ResourceLocator.parse("winrm/config/Listener?Address=*+Transport=HTTPS");

    private Inventory() {}

    /** The argument is the endpoint. */
    public static void main(String[] arguments) {
        try (Session session = Session.open(arguments[0])) {
            session.identify();
            System.out.println("instance " + session.get(SPOOLER).text("State").orElse("?"));
            System.out.println("JAXB " + session.get(SPOOLER, ServiceInfo.class).getState());
            System.out.println("generated "
                    + session.get(Win32Service.class, "Spooler").stateValue().orElse("?"));
            System.out.println("enumerated " + sameNames(session));
            System.out.println("invoked "
                    + session.invoke(SPOOLER, "StartService", Map.of())
                            .text("ReturnValue")
                            .orElse("?"));
            System.out.println("fault " + fault(session));
            System.out.println("changed " + changed(session));
            System.out.println("not written " + notWritten(session));
            System.out.println("shell " + shell(session));
            System.out.println("events " + events(session));
        }
    }

    private static boolean sameNames(Session session) {
        List<String> jaxb = session.enumerate(SERVICE, ServiceInfo.class).list().stream()
                .map(service -> service.name)
                .toList();
        List<String> generated = session.enumerate(Win32Service.class).list().stream()
                .map(Win32Service::name)
                .toList();
        List<String> queried = session
                .enumerate(ResourceLocator.of("wmicimv2/*"))
                .filter(Filter.wql("select Name from Win32_Service"))
                .list()
                .stream()
                .map(service -> service.text("Name").orElse("?"))
                .toList();
        return !jaxb.isEmpty() && jaxb.equals(generated) && jaxb.equals(queried);
    }

    private static String fault(Session session) {
        try {
            session.get(SERVICE.selector("Name", "NoSuchService"));
            return "none";
        } catch (WsmanFaultException e) {
            return e.error().kind() + " " + e.error().xml().contains("WSManFault");
        }
    }

    private static String changed(Session session) {
        String thumbprint = "0123456789abcdef0123456789abcdef01234567";
        ResourceLocator created =
                session.create(LISTENER, Map.of("Hostname", "server.example.com", "CertificateThumbprint", thumbprint));
        Instance listener = session.get(created);
        session.put(created, listener.with("Enabled", false));
        String enabled = session.get(created).text("Enabled").orElse("?");
        session.delete(created);
        return listener.text("Enabled").orElse("?") + " " + enabled;
    }

    /** XML does not allow the character, which is found when CXF writes the body. */
    private static String notWritten(Session session) {
        ServiceInfo service = new ServiceInfo();
        service.name = "Spooler\u0001";
        try {
            session.put(SPOOLER, service);
            return "nothing";
        } catch (IllegalArgumentException e) {
            return e.getClass().getSimpleName();
        }
    }

    private static String shell(Session session) {
        try (RemoteShell shell = RemoteShell.open(session)) {
            return shell.run("hostname").stdout().strip();
        }
    }

    private static String events(Session session) {
        try (Subscription<WindowsEvent> subscription = Subscription.eventLog(session, EventQuery.channel("System"))
                .fromOldest()
                .open()) {
            return subscription
                    .poll(Duration.ofSeconds(60))
                    .events()
                    .get(0)
                    .data()
                    .get(1)
                    .value();
        }
    }
}
