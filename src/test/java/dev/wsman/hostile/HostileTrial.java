package dev.wsman.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.Credentials;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** One session with one hostile server. Checks that each call ends as expected, and that nothing is left open. */
final class HostileTrial implements AutoCloseable {
    static final ResourceLocator THING = ResourceLocator.of(Envelopes.CLASS).selector("Name", "one");
    static final ResourceLocator THINGS = ResourceLocator.of(Envelopes.CLASS);

    private final Set<Thread> before = threads();
    private final String family;
    final HostileServer server = new HostileServer();
    final Session session;
    private final Duration timeout;

    /** The outcome of a call that failed. */
    record Outcome(WsmanException exception, Duration took) {
        Kind kind() {
            return exception.error().kind();
        }

        String reason() {
            return exception.error().reason();
        }
    }

    HostileTrial(String family, Duration timeout) {
        this(family, timeout, UnaryOperator.identity());
    }

    HostileTrial(String family, Duration timeout, UnaryOperator<Session.Builder> settings) {
        this.family = family;
        this.timeout = timeout;
        this.session = settings.apply(Session.builder(server.endpoint())
                        .credentials(Credentials.basic("user", "geheim".toCharArray()))
                        .timeout(timeout))
                .build();
    }

    /**
     * Returns the threads of the JVM, with that of the deadlines. It ends one or two seconds after the last operation
     * of any session. If it ran only since the trial began, closing the trial would wait that long.
     */
    private static Set<Thread> threads() {
        try (HostileServer other = new HostileServer();
                Session session = Session.open(other.endpoint())) {
            session.get(THING);
        }
        return Thread.getAllStackTraces().keySet();
    }

    static HostileTrial of(String family) {
        return new HostileTrial(family, Duration.ofSeconds(20));
    }

    /** A trial whose session repairs characters that XML forbids. */
    static HostileTrial repairing(String family) {
        return new HostileTrial(family, Duration.ofSeconds(20), Session.Builder::repairInvalidCharacters);
    }

    /** Adds reactions to the next requests. */
    HostileTrial meets(Reaction... reactions) {
        for (Reaction reaction : reactions) {
            server.then(reaction);
        }
        return this;
    }

    /** The call must fail with a WsmanException within the timeout, and the next calls must succeed. */
    Outcome fails(Function<Session, ?> call) {
        countCase();
        long start = System.nanoTime();
        Throwable thrown = catchThrowable(() -> call.apply(session));
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(thrown).isInstanceOf(WsmanException.class);
        WsmanException exception = (WsmanException) thrown;
        assertThat(exception.getMessage()).isNotBlank().doesNotContain("geheim");
        assertThat(took).isLessThan(timeout.plus(timeout.dividedBy(10)).plusMillis(300));
        assertRecovered();
        return new Outcome(exception, took);
    }

    /** A trial without a family counts no cases; its test counts them. */
    private void countCase() {
        if (!family.isEmpty()) {
            CaseCounter.count(family);
        }
    }

    Outcome failsToGet() {
        return fails(session -> session.get(THING));
    }

    /** The call must succeed despite the reaction, and so must the next calls. */
    <T> T succeeds(Function<Session, T> call) {
        countCase();
        T result = call.apply(session);
        assertRecovered();
        return result;
    }

    Instance succeedsToGet() {
        return succeeds(session -> session.get(THING));
    }

    void assertRecovered() {
        server.reset();
        assertThat(session.get(THING).text("Name")).contains("one");
        assertThat(session.enumerate(THINGS).list()).hasSize(2);
    }

    /** Closes the session and checks that neither a connection nor a thread is left. */
    @Override
    public void close() {
        session.close();
        try {
            assertThat(HostileServer.eventually(() -> server.open() == 0))
                    .as("connections left: " + server.open())
                    .isTrue();
            server.close();
            assertThat(HostileServer.eventually(() -> threadsLeft().isEmpty()))
                    .as("threads left: " + threadsLeft())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            server.close();
        }
    }

    private List<String> threadsLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .map(Thread::getName)
                .filter(name -> !name.equals("hostile-server") && !name.startsWith("junit"))
                .filter(name -> !name.startsWith("ForkJoin") && !name.startsWith("surefire"))
                .toList();
    }
}
