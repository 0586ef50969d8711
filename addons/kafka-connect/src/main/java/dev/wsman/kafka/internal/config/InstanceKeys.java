package dev.wsman.kafka.internal.config;

import dev.wsman.kafka.internal.config.KeyGroup.Doc;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The keys of {@link InstanceConfig} with their documentation. */
public final class InstanceKeys {
    /** The class to enumerate. */
    public static final String RESOURCE = "instance.resource";

    /** The query, instead of a class. */
    public static final String QUERY = "instance.query";

    /** The namespace of the query. */
    public static final String NAMESPACE = "instance.namespace";

    /** The pause from one scan to the next. */
    public static final String INTERVAL = "instance.interval.ms";

    /** The properties that are the key. */
    public static final String KEY = "instance.key";

    /** The properties that are arrays. */
    public static final String ARRAYS = "instance.arrays";

    /** Whether instances that have not changed are left out. */
    public static final String CHANGES_ONLY = "instance.changes.only";

    /** The properties whose changes do not count. */
    public static final String IGNORED = "instance.changes.ignore";

    /** Whether a null value is written for an instance that is gone. */
    public static final String TOMBSTONES = "instance.tombstones";

    /** The largest state of a host in an offset. */
    public static final String STATE_BYTES = "instance.state.max.bytes";

    /** The property that grows. */
    public static final String WATERMARK = "instance.watermark";

    /** The value of the property to begin with. */
    public static final String WATERMARK_START = "instance.watermark.start";

    /** The class or query whose offsets are continued. */
    public static final String PREVIOUS = "instance.previous";

    /** The most instances of a scan. */
    public static final String SCAN_ITEMS = "instance.scan.max.items";

    /** The most instances of a reply. */
    public static final String BATCH_ITEMS = "instance.batch.items";

    /** How many instances a task holds in memory. */
    public static final String BUFFER = "buffer.instances";

    private InstanceKeys() {}

    /** Adds the keys to a definition. */
    public static void define(ConfigDef definition) {
        source(new KeyGroup(definition, "Instances"));
        changes(new KeyGroup(definition, "Changes"));
        records(RecordKeys.begin(definition, "instances"));
    }

    private static void source(KeyGroup group) {
        group.optional(RESOURCE, Type.STRING, null, null, Importance.HIGH, new Doc("Class", RESOURCE_TEXT))
                .optional(QUERY, Type.STRING, null, null, Importance.HIGH, new Doc("Query", QUERY_TEXT))
                .optional(NAMESPACE, Type.STRING, null, null, Importance.MEDIUM, new Doc("Namespace", NAMESPACE_TEXT))
                .optional(
                        INTERVAL,
                        Type.LONG,
                        60_000L,
                        KeyGroup.time(100),
                        Importance.HIGH,
                        new Doc(
                                "Interval",
                                "The time from the start of one scan of a host to the next, in milliseconds."))
                .optional(KEY, Type.LIST, List.of(), null, Importance.MEDIUM, new Doc("Key", KEY_TEXT))
                .optional(
                        SCAN_ITEMS,
                        Type.INT,
                        100_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        new Doc(
                                "Most instances of a scan",
                                "The most instances that a scan may read. A scan with more fails, so that memory stays"
                                        + " bounded."))
                .optional(
                        BATCH_ITEMS,
                        Type.INT,
                        0,
                        Range.atLeast(0),
                        Importance.LOW,
                        new Doc(
                                "Most instances of a reply",
                                "The most instances that a host sends in one reply. 0 lets the host decide."));
    }

    private static final String RESOURCE_TEXT =
            "The class to read, as a resource URI or with an alias: wmicimv2/Win32_Service. Selectors that name a"
                    + " namespace follow a question mark.";
    private static final String QUERY_TEXT =
            "A WQL query, instead of " + RESOURCE + ": select * from Win32_Service where State = 'Running'.";
    private static final String NAMESPACE_TEXT = "The namespace of " + QUERY
            + ", such as wmi/root/StandardCimv2/*. The default is wmicimv2/*, which is root/cimv2 of Windows.";
    private static final String KEY_TEXT =
            "The properties that identify an instance. The default is the reference that the host sends with each"
                    + " instance. A query that names properties needs this key, because hosts send no references then.";

    private static void changes(KeyGroup group) {
        group.optional(CHANGES_ONLY, Type.BOOLEAN, false, null, Importance.HIGH, new Doc("Only changes", CHANGES_TEXT))
                .optional(
                        IGNORED,
                        Type.LIST,
                        List.of(),
                        null,
                        Importance.MEDIUM,
                        new Doc(
                                "Ignored changes",
                                "The properties whose changes alone do not count for " + CHANGES_ONLY + "."))
                .optional(TOMBSTONES, Type.BOOLEAN, false, null, Importance.MEDIUM, new Doc("Tombstones", GONE_TEXT))
                .optional(
                        STATE_BYTES,
                        Type.INT,
                        65_536,
                        Range.between(0, 900_000),
                        Importance.LOW,
                        new Doc("Largest state", STATE_TEXT))
                .optional(WATERMARK, Type.STRING, null, null, Importance.MEDIUM, new Doc("Watermark", WATERMARK_TEXT))
                .optional(
                        WATERMARK_START,
                        Type.STRING,
                        null,
                        null,
                        Importance.LOW,
                        new Doc(
                                "First watermark",
                                "The value of " + WATERMARK
                                        + " from which a host without an offset is read: a number, or"
                                        + " a time such as 2026-11-27T03:00:00Z. The default is everything."))
                .optional(PREVIOUS, Type.STRING, null, null, Importance.LOW, new Doc("Previous source", PREVIOUS_TEXT));
    }

    private static final String CHANGES_TEXT =
            "Whether only instances that are new or have changed since the last scan are written.";
    private static final String GONE_TEXT =
            "Whether a record with the key and a null value is written for an instance that the last scan had and this"
                    + " one does not. If a scan has no instances at all, only after the next one has none either.";
    private static final String STATE_TEXT =
            "The largest size of what is stored in the offset of a host to compare scans, in bytes. A larger state is"
                    + " only in memory: after a restart, all instances are written once more, and those that went meanwhile"
                    + " get no null value. Each worker holds the offsets of all hosts in memory.";
    private static final String WATERMARK_TEXT =
            "A property whose value grows, a number or a time, and not a text that looks like one. Only instances above the"
                    + " highest value of the last scan are written; instances without a value never are. With " + QUERY
                    + ", the host leaves the others out; with " + RESOURCE + " it sends all of them each time, and "
                    + SCAN_ITEMS + " limits them.";

    private static final String PREVIOUS_TEXT = "The " + QUERY + " or " + RESOURCE
            + " that the present one replaces, as it was. A host without an offset for the present one is compared with the"
            + " last scan of this one, or continues above its watermark. " + NAMESPACE + ", " + KEY + " and "
            + WATERMARK
            + " must be the same as before. Without this, another class or query begins anew.";

    private static void records(KeyGroup group) {
        group.optional(ARRAYS, Type.LIST, List.of(), null, Importance.MEDIUM, new Doc("Arrays", ARRAYS_TEXT))
                .optional(BUFFER, Type.INT, 20_000, Range.atLeast(1), Importance.LOW, new Doc("Buffer", BUFFER_TEXT));
    }

    private static final String ARRAYS_TEXT =
            "The properties that are arrays even if they have one item, which the reply of a host does not show. Used"
                    + " for struct and json.";
    private static final String BUFFER_TEXT =
            "While a task holds this many instances, it begins no further scan. Scans that run are completed.";
}
