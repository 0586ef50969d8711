package dev.wsman.tour;

import dev.wsman.Identity;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanFaultException;
import dev.wsman.event.Bookmark;
import dev.wsman.event.EventBatch;
import dev.wsman.event.EventQuery;
import dev.wsman.event.Subscription;
import dev.wsman.event.WindowsEvent;
import dev.wsman.shell.CommandResult;
import dev.wsman.shell.RemoteCommand;
import dev.wsman.shell.RemoteShell;
import dev.wsman.testkit.event.EventLog;
import dev.wsman.tour.cim.Win32Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.namespace.QName;

/** Shows the operations of a session, one part after the other. */
final class Tour {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ResourceLocator PROCESSES = ResourceLocator.of("wmicimv2/Win32_Process");
    private static final String QUERY =
            "select ProcessId, Name, ThreadCount, WorkingSetSize, CreationDate from Win32_Process";
    private static final String DMTF = "http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/";

    /** Resources for servers other than Windows; each server has one of them. */
    private static final List<String> ELSEWHERE = List.of(
            DMTF + "CIM_ComputerSystem",
            DMTF + "CIM_ComputerSystem?__cimnamespace=root/cimv2",
            "http://schemas.dell.com/wbem/wscim/1/cim-schema/2/DCIM_SystemView?__cimnamespace=root/dcim",
            "http://schemas.microsoft.com/wbem/wscim/1/cim-schema/2/OMI_Identify?__cimnamespace=root/omi");

    private final Session session;
    private final TourPage page;

    Tour(Session session, TourPage page) {
        this.session = session;
        this.page = page;
    }

    /**
     * Shows everything, for the embedded service.
     *
     * @param log its event log System
     */
    void everything(EventLog log) {
        identify();
        processes();
        service();
        listener();
        shell();
        events(log);
        stream(PROCESSES);
        fault();
        page.end();
    }

    /** Shows only operations that change nothing, for a real server. */
    void readOnly() {
        identify();
        processesOrAnotherClass().ifPresent(this::stream);
        fault();
        page.end();
    }

    private Optional<ResourceLocator> processesOrAnotherClass() {
        try {
            processes();
            return Optional.of(PROCESSES);
        } catch (WsmanFaultException refused) {
            page.line("This server does not list Win32_Process: "
                    + refused.error().kind() + ".");
            return anotherClass();
        }
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
                "The ten processes with the largest working set, as records of your own",
                "record ProcessInfo(long processId, String name, ...) {}",
                "List<ProcessInfo> all = session.query(query, ProcessInfo.class).list();");
        page.fact("query", QUERY);
        List<ProcessInfo> all = session.query(QUERY, ProcessInfo.class).list();
        page.fact("result", all.size() + (all.size() == 1 ? " process" : " processes"));
        page.line("");
        page.table(
                List.of(" PID", "NAME", " THREADS", " WORKING SET", "STARTED (UTC)"),
                all.stream()
                        .sorted(Comparator.comparingLong(ProcessInfo::workingSetSize)
                                .reversed())
                        .limit(10)
                        .map(Tour::row)
                        .toList());
    }

    private static List<String> row(ProcessInfo process) {
        OffsetDateTime created = process.creationDate();
        return List.of(
                Long.toString(process.processId()),
                Objects.requireNonNullElse(process.name(), "-"),
                process.threadCount() == null ? "-" : process.threadCount().toString(),
                String.format(Locale.ROOT, "%,d KiB", process.workingSetSize() / 1024),
                created == null ? "-" : TIME.format(created.withOffsetSameInstant(ZoneOffset.UTC)));
    }

    /** Shows the first class that the server has, and returns it. */
    private Optional<ResourceLocator> anotherClass() {
        for (String candidate : ELSEWHERE) {
            ResourceLocator resource = ResourceLocator.parse(candidate);
            try {
                List<Instance> found = session.enumerate(resource).list();
                page.fact("instead", ResourceNames.shown(resource));
                page.fact("result", found.size() + (found.size() == 1 ? " instance" : " instances"));
                found.stream().findFirst().ifPresent(this::properties);
                return Optional.of(resource);
            } catch (WsmanFaultException notHere) {
                // try the next one
            }
        }
        page.line("Nor does it list CIM_ComputerSystem, DCIM_SystemView or OMI_Identify.");
        return Optional.empty();
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
        page.part(
                "A service stopped and started, with a class generated from its declaration",
                "Win32Service spooler = session.get(Win32Service.class, \"Spooler\");",
                "spooler.stopService().orThrow();");
        Win32Service spooler = session.get(Win32Service.class, "Spooler");
        page.fact("before", state(spooler));
        Win32Service.StopServiceOutput stopped = spooler.stopService().orThrow();
        page.fact("stopService", "returned " + stopped.returnValue().orElseThrow());
        spooler.refresh();
        page.fact("then", state(spooler));
        Win32Service.StartServiceOutput started = spooler.startService().orThrow();
        page.fact("startService", "returned " + started.returnValue().orElseThrow());
        spooler.refresh();
        page.fact("after", state(spooler));
    }

    private static String state(Win32Service service) {
        return service.displayName().orElse(service.name()) + " is "
                + service.stateValue().orElse("-") + ", process "
                + service.processId().orElse(0);
    }

    private void listener() {
        page.part(
                "A listener created, read and deleted",
                "ResourceLocator created = session.create(listener, Map.of(\"Hostname\", name, ...));",
                "Map<String, Object> map = session.get(created).toMap();");
        ResourceLocator listener = ResourceLocator.parse("winrm/config/Listener?Address=*+Transport=HTTPS");
        Map<String, Object> content = Map.of(
                "Hostname", "server.example.com",
                "CertificateThumbprint", "0123456789abcdef0123456789abcdef01234567");
        page.fact("before", listeners());
        ResourceLocator created = session.create(listener, content);
        page.fact("created", ResourceNames.shown(created));
        page.fact("map", session.get(created).toMap().toString());
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

    /** Shows commands. The embedded service runs them on this machine, with /bin/sh in place of cmd.exe. */
    private void shell() {
        page.part(
                "Commands in a remote shell, here with /bin/sh in place of cmd.exe",
                "try (RemoteShell shell = RemoteShell.open(session)) {",
                "    CommandResult result = shell.run(\"printf\", \"%s\", \"50% of \\\"it\\\"\");",
                "    RemoteCommand sort = shell.start(\"sort\");",
                "}");
        try (RemoteShell shell = RemoteShell.open(session)) {
            page.fact("shell", shell.id());
            CommandResult printed = shell.run("printf", "%s", "50% of \"it\"");
            page.fact("printf", printed.stdout() + " (exit code " + printed.exitCode() + ")");
            page.fact("sort", sorted(shell, "pear", "apple", "fig"));
            CommandResult failed = shell.runLine("echo disk not found>&2 & exit 3");
            page.fact(
                    "exit code",
                    failed.exitCode() + ", stderr: " + failed.stderr().strip());
        }
        page.fact("left", RemoteShell.list(session).size() + " shells on the server");
    }

    /** Writes lines to a program while it runs, and reads what it prints. */
    private static String sorted(RemoteShell shell, String... lines) {
        try (RemoteCommand sort = shell.start("sort")) {
            sort.stdin().write(String.join("\n", lines).concat("\n").getBytes(StandardCharsets.UTF_8));
            sort.stdin().close();
            return sort.stdoutReader().lines().collect(Collectors.joining(", "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Shows events that are written meanwhile, and a second subscription that continues after the first. */
    private void events(EventLog log) {
        page.part(
                "Events of the event log, and a subscription that continues after a bookmark",
                "EventQuery query = EventQuery.channel(\"System\").xpath(\"*[System[Level<=3]]\");",
                "try (Subscription<WindowsEvent> events = Subscription.eventLog(session, query).open()) {",
                "    EventBatch<WindowsEvent> batch = events.poll(Duration.ofSeconds(10));",
                "}");
        EventQuery query = EventQuery.channel("System").xpath("*[System[Level<=3]]");
        EventBatch<WindowsEvent> batch;
        try (Subscription<WindowsEvent> events =
                Subscription.eventLog(session, query).rendered(true).open()) {
            log.event(7036)
                    .level(4)
                    .message("The Spooler service entered the running state.")
                    .write();
            log.event(7034)
                    .level(2)
                    .data("param1", "Spooler")
                    .message("The Spooler service stopped.")
                    .write();
            batch = events.poll(PATIENCE);
        }
        batch.events().forEach(this::event);
        Bookmark bookmark = batch.bookmark().orElseThrow();
        page.fact("bookmark", bookmark.xml());
        log.event(41)
                .level(1)
                .message("The system has restarted without cleanly shutting down.")
                .write();
        try (Subscription<WindowsEvent> events = Subscription.eventLog(session, query)
                .rendered(true)
                .after(bookmark)
                .open()) {
            events.poll(PATIENCE).events().forEach(this::event);
        }
    }

    private void event(WindowsEvent event) {
        page.fact(
                "event " + event.id().orElse(0),
                event.message().orElse("-") + " (" + event.provider().orElse("-") + ", record "
                        + event.recordId().orElse(0) + ")");
    }

    private void stream(ResourceLocator resource) {
        page.part(
                "A stream closed early: the session releases the context on the server",
                "EnumerateRequest<Instance> request = session.enumerate(resource);",
                "try (Stream<Instance> all = request.batchItems(2).stream()) {",
                "    all.limit(3).forEach(...);",
                "}");
        page.fact("resource", ResourceNames.shown(resource));
        List<String> read = new ArrayList<>();
        List<String> sent = TourMessages.sentBy(() -> {
            try (Stream<Instance> all = session.enumerate(resource).batchItems(2).stream()) {
                all.limit(3).forEach(each -> read.add(each.text("Name").orElse("-")));
            }
        });
        page.fact("read", String.join(", ", read));
        String last = sent.get(sent.size() - 1);
        boolean released = last.contains("Release");
        page.fact(
                "requests",
                sent.size()
                        + (released ? ", the last of them:" : "; the first reply had all items, so nothing was left"));
        if (released) {
            page.block(last);
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
                error.operation().orElse("-") + " "
                        + error.resource().map(ResourceNames::shown).orElse("-"));
        page.fact("kind", error.kind().name());
        page.fact("code", local(error.code()) + " / " + local(error.subcode()));
        page.fact("native code", nativeCode(error));
        page.fact("reason", error.reason());
        error.providerMessage()
                .filter(message -> !message.equals(error.reason()))
                .ifPresent(message -> page.fact("provider", message));
        error.hint().ifPresent(hint -> page.fact("hint", hint));
        page.fact("HTTP status", Integer.toString(error.httpStatus()));
        page.fact("xml", "");
        page.block(TourMessages.indented(error.xml()));
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
}
