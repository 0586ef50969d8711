package dev.wsman.bench;

import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** The load of the soak: random operations, on a shared session or sometimes on a new one. */
final class SoakLoad {
    private static final ResourceLocator MANY = ResourceLocator.parse("wmicimv2/Lab_Many");
    private static final ResourceLocator SERVICES = ResourceLocator.parse("wmicimv2/Win32_Service");
    private static final ResourceLocator SPOOLER = SERVICES.selector("Name", "Spooler");
    private static final ResourceLocator LISTENERS = ResourceLocator.parse("winrm/config/Listener");
    private static final String LISTENER_URI = "http://schemas.microsoft.com/wbem/wsman/1/config/Listener";

    private final String url;
    private final Session shared;
    private final ExecutorService prefetching;
    final Map<String, LongAdder> done = new ConcurrentHashMap<>();
    final Map<String, LongAdder> failed = new ConcurrentHashMap<>();
    final Map<String, Throwable> unexpected = new ConcurrentHashMap<>();

    /** An operation; {@code thread} distinguishes the instances that threads create. */
    @FunctionalInterface
    private interface Work {
        void on(Session session, int thread);
    }

    private final Map<String, Work> operations = Map.ofEntries(
            Map.entry("identify", (session, thread) -> session.identify()),
            Map.entry("get", (session, thread) -> session.get(SPOOLER)),
            Map.entry("get-absent", (session, thread) -> session.get(SERVICES.selector("Name", "absent"))),
            Map.entry("put", SoakLoad::put),
            Map.entry("create-delete", SoakLoad::createAndDelete),
            Map.entry("invoke", (session, thread) -> session.invoke(SPOOLER, "InterrogateService", null)),
            Map.entry(
                    "enumerate",
                    (session, thread) -> session.enumerate(MANY).batchItems(50).list()),
            Map.entry("enumerate-ahead", this::enumerateAhead),
            Map.entry("enumerate-early", SoakLoad::closeEarly),
            Map.entry(
                    "first",
                    (session, thread) -> session.enumerate(MANY).batchItems(20).first()),
            Map.entry("count", (session, thread) -> session.enumerate(SERVICES).count()),
            Map.entry("references", (session, thread) -> session.enumerate(SERVICES)
                    .batchItems(3)
                    .references()
                    .list()),
            Map.entry("with-references", (session, thread) -> session.enumerate(SERVICES)
                    .withReferences()
                    .list()),
            Map.entry("wql", (session, thread) -> session.enumerate(ResourceLocator.parse("wmicimv2/*"))
                    .filter(Filter.wql("SELECT Name FROM Win32_Service WHERE State = 'Running'"))
                    .list()),
            Map.entry("bad-filter", (session, thread) -> session.enumerate(ResourceLocator.parse("wmicimv2/*"))
                    .filter(Filter.wql("SELECT FROM WHERE"))
                    .list()));
    private final String[] names = operations.keySet().toArray(String[]::new);

    SoakLoad(String url, ExecutorService prefetching) {
        this.url = url;
        this.prefetching = prefetching;
        this.shared = open();
    }

    private Session open() {
        return Session.builder(url).timeout(Duration.ofSeconds(3)).build();
    }

    /** Executes operations until the time is over. */
    void run(int thread, long until) {
        while (System.nanoTime() < until) {
            String name = names[ThreadLocalRandom.current().nextInt(names.length)];
            if (ThreadLocalRandom.current().nextInt(20) == 0) {
                try (Session own = open()) {
                    once(name, own, thread);
                }
            } else {
                once(name, shared, thread);
            }
        }
    }

    private void once(String name, Session session, int thread) {
        try {
            operations.get(name).on(session, thread);
            count(done, name);
        } catch (WsmanException e) {
            count(failed, e.error().kind().toString());
        } catch (RuntimeException | Error e) {
            unexpected.putIfAbsent(name + ": " + e, e);
        }
    }

    private static void count(Map<String, LongAdder> counts, String name) {
        counts.computeIfAbsent(name, ignored -> new LongAdder()).increment();
    }

    private static void put(Session session, int thread) {
        ResourceLocator first = LISTENERS.selector("Address", "*").selector("Transport", "HTTP");
        Instance content = Instance.builder(LISTENER_URI, "Listener")
                .add("Hostname", "host" + thread)
                .build();
        session.put(first, content);
    }

    private static void createAndDelete(Session session, int thread) {
        ResourceLocator own =
                LISTENERS.selector("Address", "IP:127.0.0." + thread).selector("Transport", "HTTP");
        Instance content = Instance.builder(LISTENER_URI, "Listener")
                .add("Port", 6000 + thread)
                .build();
        try {
            session.create(own, content);
        } finally {
            session.delete(own);
        }
    }

    private void enumerateAhead(Session session, int thread) {
        session.enumerate(MANY).batchItems(50).prefetch(prefetching).list();
    }

    private static void closeEarly(Session session, int thread) {
        try (Stream<Instance> items = session.enumerate(MANY).batchItems(20).stream()) {
            items.limit(30).forEach(Instance::name);
        }
    }

    void close() {
        shared.close();
    }
}
