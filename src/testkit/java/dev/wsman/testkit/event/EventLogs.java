package dev.wsman.testkit.event;

import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The event logs of a service, by name. Application, Security and System always exist. Thread-safe. */
public final class EventLogs {
    private final Map<String, EventLog> logs = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Clock clock;
    private final String computer;
    private long sequence;

    /**
     * Creates the logs of a computer.
     *
     * @param clock the clock of the events' times
     * @param computer the name of the computer
     */
    public EventLogs(Clock clock, String computer) {
        this.clock = clock;
        this.computer = computer;
        log("Application");
        log("Security");
        log("System");
    }

    /** Returns the log with this name. Creates it if it does not exist. Names compare without regard to case. */
    public synchronized EventLog log(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of an event log is empty");
        }
        return logs.computeIfAbsent(name, missing -> new EventLog(this, missing));
    }

    /** Returns the log with this name, or empty if it does not exist. */
    public synchronized Optional<EventLog> find(String name) {
        return Optional.ofNullable(logs.get(name));
    }

    long nextSequence() {
        return ++sequence;
    }

    Clock clock() {
        return clock;
    }

    String computer() {
        return computer;
    }

    /** Writes the event that Windows writes after a log was cleared (EVENTING.md 2.3). */
    void cleared(EventLog log) {
        if (log.name().toLowerCase(Locale.ROOT).equals("security")) {
            log.event(1102)
                    .provider("Microsoft-Windows-Eventlog")
                    .level(4)
                    .userData(content(log))
                    .write();
        } else {
            log("System")
                    .event(104)
                    .provider("Microsoft-Windows-Eventlog")
                    .level(4)
                    .userData(content(log))
                    .write();
        }
    }

    private static String content(EventLog log) {
        return "<LogFileCleared xmlns='http://manifests.microsoft.com/win/2004/08/windows/eventlog'><Channel>"
                + EventBuilder.escaped(log.name()) + "</Channel></LogFileCleared>";
    }
}
