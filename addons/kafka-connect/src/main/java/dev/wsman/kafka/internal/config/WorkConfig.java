package dev.wsman.kafka.internal.config;

import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import dev.wsman.kafka.internal.work.Backoff;
import dev.wsman.kafka.internal.work.RetryPauses;
import dev.wsman.kafka.internal.work.TaskThreads;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys for threads and for the pauses after failures. */
public final class WorkConfig {
    /** The first pause after a failure. */
    public static final String PAUSE = "retry.pause.ms";

    /** The longest pause after a failure. */
    public static final String LONGEST_PAUSE = "retry.pause.max.ms";

    /** The pause after rejected credentials. */
    public static final String LOGIN_PAUSE = "retry.pause.login.ms";

    /** How many hosts are connected to at a time. */
    public static final String CONNECTING = "connecting.max";

    /** How many threads read, without virtual threads. */
    public static final String THREADS = "threads.max";

    private final AbstractConfig values;

    /** Reads the values of the keys. */
    public WorkConfig(AbstractConfig values) {
        this.values = values;
    }

    /** Adds the keys to a definition. */
    public static void define(ConfigDef definition) {
        new KeyGroup(definition, "Hosts that fail, and threads")
                .optional(
                        PAUSE,
                        Type.LONG,
                        1_000L,
                        KeyGroup.time(1),
                        Importance.LOW,
                        new Doc(
                                "First pause",
                                "The pause before a host that failed is tried again, in milliseconds. Each further"
                                        + " pause is twice as long."))
                .optional(
                        LONGEST_PAUSE,
                        Type.LONG,
                        60_000L,
                        KeyGroup.time(1),
                        Importance.LOW,
                        new Doc("Longest pause", "The longest pause after failures, in milliseconds."))
                .optional(
                        LOGIN_PAUSE,
                        Type.LONG,
                        900_000L,
                        KeyGroup.time(1),
                        Importance.MEDIUM,
                        new Doc(
                                "Pause after a rejected login",
                                "The pause after a host rejected the credentials or the user's rights, or could not send"
                                        + " an event because it is too large, in milliseconds. A long pause keeps the"
                                        + " account from being locked."))
                .optional(
                        CONNECTING,
                        Type.INT,
                        16,
                        Range.atLeast(1),
                        Importance.LOW,
                        new Doc(
                                "Hosts connected to at a time",
                                "The most hosts that a task connects to at a time. It limits the load on domain"
                                        + " controllers when a task starts."))
                .optional(
                        THREADS,
                        Type.INT,
                        64,
                        Range.atLeast(1),
                        Importance.LOW,
                        new Doc(
                                "Threads",
                                "The most threads of a task that read from hosts. It has no effect from JDK 24 on, where"
                                        + " each host that is read has a virtual thread."));
    }

    /** Returns the pauses of one host. */
    public RetryPauses pauses() {
        Backoff backoff =
                new Backoff(Duration.ofMillis(values.getLong(PAUSE)), Duration.ofMillis(values.getLong(LONGEST_PAUSE)));
        return new RetryPauses(backoff, loginPause());
    }

    /** Returns the pause after a failure that lasts until somebody changes the configuration of the host. */
    public Duration loginPause() {
        return Duration.ofMillis(values.getLong(LOGIN_PAUSE));
    }

    /**
     * Creates the threads of a task.
     *
     * @param name the beginning of the threads' names
     */
    public TaskThreads threads(String name) {
        return new TaskThreads(name, values.getInt(THREADS), values.getInt(CONNECTING));
    }
}
