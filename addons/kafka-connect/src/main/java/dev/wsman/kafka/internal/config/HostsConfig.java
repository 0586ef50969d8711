package dev.wsman.kafka.internal.config;

import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import dev.wsman.kafka.internal.host.HostFile;
import dev.wsman.kafka.internal.host.HostList;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys that name the hosts: a list, or a file that is read again and again. */
public final class HostsConfig {
    /** The endpoints of the hosts. */
    public static final String HOSTS = "hosts";

    /** The file with the endpoints. */
    public static final String FILE = "hosts.file";

    /**
     * The hosts of a task. Not part of the definition, because users do not set it. Connect replaces the values of keys
     * that users set with references to a ConfigProvider by these references again, so that {@link #HOSTS} of a task
     * would have all hosts.
     */
    private static final String TASK_HOSTS = "task.hosts";

    /** How often the file is read. */
    public static final String REFRESH = "hosts.refresh.ms";

    private final List<String> hosts;
    private final Optional<String> file;
    private final Duration refresh;

    /** Reads the values of the keys. */
    public HostsConfig(AbstractConfig values) {
        Object ofTask = values.originals().get(TASK_HOSTS);
        hosts = ofTask == null
                ? values.getList(HOSTS)
                : List.of(ofTask.toString().split(","));
        file = Optional.ofNullable(values.getString(FILE)).map(String::strip).filter(path -> !path.isEmpty());
        refresh = Duration.ofMillis(values.getLong(REFRESH));
    }

    /** Adds the keys to a definition. */
    public static void define(ConfigDef definition) {
        new KeyGroup(definition, "Hosts")
                .optional(
                        HOSTS,
                        Type.LIST,
                        List.of(),
                        null,
                        Importance.HIGH,
                        new Doc(
                                "Hosts",
                                "The hosts, separated by commas, each as [http|https://]host[:port][/path]. The defaults"
                                        + " are http, port 5985 (http) or 5986 (https), and the path /wsman."))
                .optional(
                        FILE,
                        Type.STRING,
                        null,
                        null,
                        Importance.HIGH,
                        new Doc(
                                "File of hosts",
                                "A file with one host in each line, instead of " + HOSTS
                                        + " or in addition. Empty lines"
                                        + " and what follows # are ignored. The file must exist on every worker. If it"
                                        + " changes, the hosts are distributed again."))
                .optional(
                        REFRESH,
                        Type.LONG,
                        60_000L,
                        KeyGroup.time(100),
                        Importance.LOW,
                        new Doc("Refresh of the file", "How often " + FILE + " is read, in milliseconds."));
    }

    /** Checks the hosts and the file, which must be readable. */
    public void check(ConfigProblems problems) {
        if (hosts.isEmpty() && file.isEmpty()) {
            problems.add(HOSTS, "no host; set " + HOSTS + " or " + FILE);
        }
        problems.check(HOSTS, () -> HostList.of(hosts));
        problems.check(FILE, () -> file().ifPresent(HostFile::read));
    }

    /** Returns the hosts of the configuration, without those of the file. */
    public HostList hosts() {
        return HostList.of(hosts);
    }

    /**
     * Returns the file.
     *
     * @throws IllegalArgumentException if the path is not valid
     */
    public Optional<HostFile> file() {
        try {
            return file.map(Path::of).map(HostFile::new);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("not a path: " + e.getMessage(), e);
        }
    }

    /** Returns the URLs of the hosts that are valid now: for checks, and empty if the list or the file is not valid. */
    List<String> known() {
        try {
            return file().map(HostFile::read).map(hosts()::and).orElse(hosts()).endpoints();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** Returns how often the file is read. */
    public Duration refresh() {
        return refresh;
    }

    /** Returns the configuration of a task: that of the connector, with the hosts of the task. */
    public static Map<String, String> ofTask(Map<String, String> connector, HostList hosts) {
        Map<String, String> task = new HashMap<>(connector);
        task.remove(HOSTS);
        task.remove(FILE);
        task.put(TASK_HOSTS, String.join(",", hosts.endpoints()));
        return task;
    }
}
