package dev.wsman.tour;

import dev.wsman.Filter;
import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/** Shows the operations of a session, one part after the other. */
public final class Tour {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final String QUERY =
            "select ProcessId, Name, ThreadCount, WorkingSetSize, CreationDate from Win32_Process";
    private static final String LISTENER = "http://schemas.microsoft.com/wbem/wsman/1/config/listener";
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

    /** Resources for servers other than Windows; each server has one of them. */
    private static final List<String> ELSEWHERE = List.of(
            DMTF + "CIM_ComputerSystem",
            DMTF + "CIM_ComputerSystem?__cimnamespace=root/cimv2",
            "http://schemas.dell.com/wbem/wscim/1/cim-schema/2/DCIM_SystemView?__cimnamespace=root/dcim",
            "http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/OMI_Identify?__cimnamespace=root/omi");

    private final Session session;
    private final TourPage page;

    public Tour(Session session, PrintStream out) {
        this.session = session;
        this.page = new TourPage(out);
    }

    /** Shows everything, for the embedded service. */
    public void everything() {
        identify();
        processes();
        service();
        listener();
        fault();
    }

    /** Shows only operations that change nothing, for a real server. */
    public void readOnly() {
        identify();
        try {
            processes();
        } catch (WsmanFaultException refused) {
            page.line("This server does not list Win32_Process: "
                    + refused.error().kind() + ".");
            anotherClass();
        }
        fault();
    }

    private void identify() {
        page.part("What the server is", "session.identify()");
        Identity identity = session.identify();
        page.fact("vendor", identity.productVendor().orElse("-"));
        page.fact("version", identity.productVersion().orElse("-"));
        identity.protocolVersions().forEach(version -> page.fact("protocol", version));
        identity.securityProfiles().forEach(profile -> page.fact("profile", profile));
    }

    private void processes() {
        page.part(
                "The ten processes with the largest working set, by WQL, as objects of a JAXB class",
                "session.enumerate(ResourceLocator.of(\"wmicimv2/*\"), ProcessInfo.class).filter(Filter.wql(query)).list()");
        page.fact("query", QUERY);
        List<ProcessInfo> all = session.enumerate(ResourceLocator.of("wmicimv2/*"), ProcessInfo.class)
                .filter(Filter.wql(QUERY))
                .list();
        page.fact("result", all.size() + (all.size() == 1 ? " process" : " processes"));
        page.line("");
        page.table(
                List.of(" PID", "NAME", " THREADS", " WORKING SET", "STARTED (UTC)"),
                all.stream()
                        .sorted(Comparator.comparingLong(ProcessInfo::workingSet)
                                .reversed())
                        .limit(10)
                        .map(Tour::row)
                        .toList());
    }

    private static List<String> row(ProcessInfo process) {
        return List.of(
                Long.toString(process.id),
                shortened(process.name == null ? "-" : process.name, 40),
                process.threads == null ? "-" : process.threads.toString(),
                String.format(Locale.ROOT, "%,d KiB", process.workingSet / 1024),
                process.created == null ? "-" : TIME.format(process.created.withOffsetSameInstant(ZoneOffset.UTC)));
    }

    private void anotherClass() {
        for (String candidate : ELSEWHERE) {
            ResourceLocator resource = ResourceLocator.parse(candidate);
            try {
                List<Instance> found = session.enumerate(resource).list();
                page.fact("instead", resource.toString());
                page.fact("result", found.size() + (found.size() == 1 ? " instance" : " instances"));
                found.stream().findFirst().ifPresent(this::properties);
                return;
            } catch (WsmanFaultException notHere) {
                // try the next one
            }
        }
        page.line("Nor does it list CIM_ComputerSystem, DCIM_SystemView or OMI_Identify.");
    }

    private void properties(Instance instance) {
        instance.propertyNames().stream()
                .filter(name ->
                        instance.text(name).filter(text -> !text.isBlank()).isPresent())
                .limit(10)
                .forEach(
                        name -> page.fact("", name + " = " + instance.text(name).orElseThrow()));
    }

    private void service() {
        ResourceLocator spooler = ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler");
        page.part("A service stopped and started", "session.invoke(spooler, \"StopService\", null)");
        page.fact("before", state(spooler));
        page.fact("StopService", returned(spooler, "StopService"));
        page.fact("then", state(spooler));
        page.fact("StartService", returned(spooler, "StartService"));
        page.fact("after", state(spooler));
    }

    private String state(ResourceLocator service) {
        Instance instance = session.get(service);
        return "State = " + instance.text("State").orElse("-") + ", ProcessId = "
                + instance.text("ProcessId").orElse("-");
    }

    private String returned(ResourceLocator service, String method) {
        return "ReturnValue = "
                + session.invoke(service, method, null).text("ReturnValue").orElse("-");
    }

    private void listener() {
        page.part("A listener created, read and deleted", "session.create(listener, content)");
        ResourceLocator listener = ResourceLocator.parse("winrm/config/Listener?Address=*+Transport=HTTPS");
        Instance content = Instance.builder(LISTENER, "Listener")
                .add("Hostname", "server.example.com")
                .add("CertificateThumbprint", "0123456789abcdef0123456789abcdef01234567")
                .build();
        page.fact("before", listeners());
        ResourceLocator created = session.create(listener, content);
        page.fact("created", created.toString());
        Instance read = session.get(created);
        for (String property : List.of("Transport", "Port", "Hostname", "Enabled")) {
            page.fact("", property + " = " + read.text(property).orElse("-"));
        }
        page.fact("then", listeners());
        session.delete(created);
        page.fact("deleted", listeners());
    }

    private String listeners() {
        try (Stream<Instance> all = session.enumerate(ResourceLocator.of("winrm/config/Listener")).stream()) {
            List<String> transports =
                    all.map(each -> each.text("Transport").orElse("-")).toList();
            return transports.size()
                    + (transports.size() == 1 ? " listener: " : " listeners: ")
                    + String.join(", ", transports);
        }
    }

    private void fault() {
        ResourceLocator missing = ResourceLocator.parse("wmicimv2/Win32_Service?Name=Missing");
        page.part("A fault, caught", "catch (WsmanFaultException e) { WsmanError error = e.error(); ... }");
        try {
            session.get(missing);
            page.line("There is a service of the name Missing here, so there is no fault to show.");
        } catch (WsmanFaultException e) {
            show(e.error());
        }
    }

    private void show(WsmanError error) {
        page.fact(
                "operation",
                error.operation().orElse("-") + " " + error.resource().orElse("-"));
        page.fact("kind", error.kind().name());
        page.fact("code", local(error.code()) + " / " + local(error.subcode()));
        page.fact("native code", nativeCode(error));
        page.fact("reason", error.reason());
        error.providerMessage()
                .filter(message -> !message.equals(error.reason()))
                .ifPresent(message -> page.fact("provider", message));
        error.hint().ifPresent(hint -> page.fact("hint", hint));
        page.fact("HTTP status", Integer.toString(error.httpStatus()));
        page.xml("xml", error.xml());
    }

    private static String nativeCode(WsmanError error) {
        if (error.nativeCode().isEmpty()) {
            return "-";
        }
        long code = error.nativeCode().getAsLong();
        return code + " = 0x" + HexFormat.of().toHexDigits((int) code).toUpperCase(Locale.ROOT)
                + error.symbol().map(symbol -> " " + symbol).orElse("");
    }

    private static String local(Optional<QName> name) {
        return name.map(QName::getLocalPart).orElse("-");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 3) + "...";
    }
}
