package com.example.inventory;

import com.example.inventory.cim.Win32Service;
import com.example.inventory.model.ServiceInfo;
import dev.wsman.Filter;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import java.util.List;
import java.util.Map;

/** Uses every feature of a session that depends on the class path. Prints the results and nothing else. */
public final class Inventory {
    private static final ResourceLocator SERVICE = ResourceLocator.of("wmicimv2/Win32_Service");
    private static final ResourceLocator SPOOLER = SERVICE.selector("Name", "Spooler");

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
}
