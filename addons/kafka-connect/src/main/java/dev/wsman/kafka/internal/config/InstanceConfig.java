package dev.wsman.kafka.internal.config;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.kafka.internal.value.Watermark;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;

/** The configuration of InstanceSourceConnector and of its tasks. */
public final class InstanceConfig extends HostSourceConfig {
    /** All keys. */
    public static final ConfigDef DEFINITION = definition(InstanceKeys::define);

    /** All classes of root/cimv2 of Windows. */
    private static final String DEFAULT_NAMESPACE = "wmicimv2/*";

    private static final String WITHOUT_MEMORY = "has no effect without " + InstanceKeys.CHANGES_ONLY + ", "
            + InstanceKeys.TOMBSTONES + " or " + InstanceKeys.WATERMARK;

    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /**
     * Reads a configuration.
     *
     * @throws org.apache.kafka.common.config.ConfigException if a value is not valid by itself; {@link #check} does the
     *     rest
     */
    public InstanceConfig(Map<String, String> properties) {
        super(DEFINITION, properties);
    }

    @Override
    void checkSource(ConfigProblems problems) {
        checkClassOrQuery(problems);
        checkKey(problems);
        checkChanges(problems);
        checkWatermark(problems);
        checkPrevious(problems);
    }

    private void checkClassOrQuery(ConfigProblems problems) {
        Optional<WqlQuery> query = query();
        boolean resource = text(InstanceKeys.RESOURCE).isPresent();
        if (query.isPresent() && resource) {
            problems.add(InstanceKeys.QUERY, "not together with " + InstanceKeys.RESOURCE + "; set one of them");
        } else if (query.isPresent()) {
            problems.check(InstanceKeys.QUERY, () -> checkQuery(DEFAULT_NAMESPACE, query.get()));
            problems.check(
                    InstanceKeys.NAMESPACE, () -> checkQuery(namespaceText(), new WqlQuery("select * from Any")));
        } else if (resource) {
            problems.check(
                    InstanceKeys.RESOURCE,
                    () -> checkClass(text(InstanceKeys.RESOURCE).orElse("")));
            if (text(InstanceKeys.NAMESPACE).isPresent()) {
                problems.add(
                        InstanceKeys.NAMESPACE,
                        "only with " + InstanceKeys.QUERY + "; " + InstanceKeys.RESOURCE + " has its own namespace");
            }
        } else {
            problems.add(
                    InstanceKeys.RESOURCE,
                    "nothing to read; set " + InstanceKeys.RESOURCE + " or " + InstanceKeys.QUERY);
        }
    }

    /** Has the session check the query; nothing is sent. */
    private static void checkQuery(String namespace, WqlQuery query) {
        try (Session session = Session.open("localhost")) {
            session.query(ResourceLocator.parse(namespace), query.text());
        }
    }

    private static void checkClass(String resource) {
        if (ResourceLocator.parse(resource).resourceUri().endsWith("/*")) {
            throw new IllegalArgumentException("names all classes of a namespace and not one; set " + InstanceKeys.QUERY
                    + " and put this into " + InstanceKeys.NAMESPACE);
        }
    }

    private void checkKey(ConfigProblems problems) {
        checkNames(InstanceKeys.KEY, problems);
        checkNames(InstanceKeys.ARRAYS, problems);
        if (!arrays().isEmpty() && valueFormat() == ValueFormat.XML) {
            problems.add(InstanceKeys.ARRAYS, "has no effect with " + RecordKeys.VALUE_FORMAT + "=xml");
        }
        query().ifPresent(query -> {
            if (query.properties().isPresent() && key().isEmpty()) {
                problems.add(
                        InstanceKeys.KEY,
                        "is missing; " + InstanceKeys.QUERY + " names properties, and hosts send no references with"
                                + " parts of instances; name the properties that identify an instance");
            }
            key().stream()
                    .filter(query::leavesOut)
                    .findFirst()
                    .ifPresent(property -> problems.add(
                            InstanceKeys.KEY, property + " is not among the properties of " + InstanceKeys.QUERY));
        });
    }

    private void checkNames(String key, ConfigProblems problems) {
        getList(key).stream()
                .filter(name -> !PROPERTY.matcher(name).matches())
                .findFirst()
                .ifPresent(name ->
                        problems.add(key, "\"" + name + "\" is not the name of a property; separate names by commas"));
    }

    private void checkChanges(ConfigProblems problems) {
        checkNames(InstanceKeys.IGNORED, problems);
        if (!getList(InstanceKeys.IGNORED).isEmpty() && !changesOnly()) {
            problems.add(InstanceKeys.IGNORED, "has no effect without " + InstanceKeys.CHANGES_ONLY + "=true");
        }
        if (originals().containsKey(InstanceKeys.STATE_BYTES) && !remembers()) {
            problems.add(InstanceKeys.STATE_BYTES, WITHOUT_MEMORY);
        }
        if (watermark().isPresent()) {
            String reason = "not together with " + InstanceKeys.WATERMARK
                    + ", which reads only new instances and so cannot compare all of them; set one of them";
            if (changesOnly()) {
                problems.add(InstanceKeys.CHANGES_ONLY, reason);
            }
            if (tombstones()) {
                problems.add(InstanceKeys.TOMBSTONES, reason);
            }
        }
    }

    private void checkWatermark(ConfigProblems problems) {
        watermark().ifPresent(property -> {
            if (!PROPERTY.matcher(property).matches()) {
                problems.add(InstanceKeys.WATERMARK, "\"" + property + "\" is not the name of a property");
            } else if (query().isPresent() && query().get().className().isEmpty()) {
                problems.add(
                        InstanceKeys.WATERMARK,
                        "only with a query of the form select … from … where …, or with " + InstanceKeys.RESOURCE);
            } else if (query().isPresent() && query().get().leavesOut(property)) {
                problems.add(
                        InstanceKeys.WATERMARK, property + " is not among the properties of " + InstanceKeys.QUERY);
            }
        });
        if (watermark().isEmpty() && text(InstanceKeys.WATERMARK_START).isPresent()) {
            problems.add(InstanceKeys.WATERMARK_START, "has no effect without " + InstanceKeys.WATERMARK);
        }
        problems.check(InstanceKeys.WATERMARK_START, this::watermarkStart);
    }

    private void checkPrevious(ConfigProblems problems) {
        Optional<String> previous = text(InstanceKeys.PREVIOUS);
        if (previous.isPresent() && !remembers()) {
            problems.add(InstanceKeys.PREVIOUS, WITHOUT_MEMORY);
        } else if (previous.isPresent() && isQuery(previous.get())) {
            problems.check(InstanceKeys.PREVIOUS, () -> checkQuery(DEFAULT_NAMESPACE, new WqlQuery(previous.get())));
        } else {
            problems.check(InstanceKeys.PREVIOUS, () -> previous.ifPresent(InstanceConfig::checkClass));
        }
    }

    /** Returns whether a scan depends on the last one. */
    private boolean remembers() {
        return changesOnly() || tombstones() || watermark().isPresent();
    }

    private static boolean isQuery(String text) {
        return text.chars().anyMatch(Character::isWhitespace); // resource URIs have none
    }

    /** Returns what is read. */
    public InstanceSource source() {
        return new InstanceSource(resource(), query());
    }

    /** Returns what was read before, if this replaces it. */
    public Optional<InstanceSource> previousSource() {
        return text(InstanceKeys.PREVIOUS)
                .map(text -> isQuery(text)
                        ? new InstanceSource(ResourceLocator.parse(namespaceText()), Optional.of(new WqlQuery(text)))
                        : new InstanceSource(ResourceLocator.parse(text), Optional.empty()));
    }

    /**
     * Returns the class to enumerate, or for a query all classes of its namespace.
     *
     * @throws IllegalArgumentException if the text is not a resource
     */
    public ResourceLocator resource() {
        return ResourceLocator.parse(
                query().isPresent()
                        ? namespaceText()
                        : text(InstanceKeys.RESOURCE).orElse(""));
    }

    private String namespaceText() {
        return text(InstanceKeys.NAMESPACE).orElse(DEFAULT_NAMESPACE);
    }

    /** Returns the query; empty if a class is enumerated. */
    public Optional<WqlQuery> query() {
        return text(InstanceKeys.QUERY).map(WqlQuery::new);
    }

    /** Returns the time from one scan of a host to the next. */
    public Duration interval() {
        return Duration.ofMillis(getLong(InstanceKeys.INTERVAL));
    }

    /** Returns the properties that identify an instance; empty for the reference. */
    public List<String> key() {
        return getList(InstanceKeys.KEY);
    }

    /** Returns the properties that are arrays, in lower case. */
    public Set<String> arrays() {
        return lowerCase(InstanceKeys.ARRAYS);
    }

    /** Returns the properties whose changes do not count, in lower case. */
    public Set<String> ignored() {
        return lowerCase(InstanceKeys.IGNORED);
    }

    private Set<String> lowerCase(String key) {
        return getList(key).stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns whether instances that have not changed are left out. */
    public boolean changesOnly() {
        return getBoolean(InstanceKeys.CHANGES_ONLY);
    }

    /** Returns whether null values are written for instances that are gone. */
    public boolean tombstones() {
        return getBoolean(InstanceKeys.TOMBSTONES);
    }

    /** Returns the largest state of a host in an offset, in bytes. */
    public int stateBytes() {
        return getInt(InstanceKeys.STATE_BYTES);
    }

    /** Returns the property that grows. */
    public Optional<String> watermark() {
        return text(InstanceKeys.WATERMARK);
    }

    /**
     * Returns the value of the property from which a host without an offset is read.
     *
     * @throws IllegalArgumentException if the text is neither a number nor a time
     */
    public Optional<Watermark> watermarkStart() {
        return text(InstanceKeys.WATERMARK_START).map(Watermark::parse);
    }

    /** Returns the most instances of a scan. */
    public int scanItems() {
        return getInt(InstanceKeys.SCAN_ITEMS);
    }

    /** Returns the most instances of a reply; 0 lets the host decide. */
    public int batchItems() {
        return getInt(InstanceKeys.BATCH_ITEMS);
    }

    /** Returns how many instances a task holds in memory before it begins no further scan. */
    public int bufferInstances() {
        return getInt(InstanceKeys.BUFFER);
    }
}
