package dev.wsman.testkit.event;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.wql.ClassHierarchy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The indications of the service. A test emits them, and subscriptions whose query selects them deliver them:
 *
 * <pre>{@code
 * service.indications().declare("LAB_Event");
 * ...                                             // subscribe
 * service.indications().emit(CimInstance.of("LAB_Event").with("Text", "one"));
 * }</pre>
 *
 * <p>The classes {@code CIM_Indication}, {@code CIM_AlertIndication} and the intrinsic events of WMI, such as {@code
 * __InstanceCreationEvent}, are declared. Indications are not kept: an indication without a subscription is lost.
 * Thread-safe.
 */
public final class Indications {
    private static final String ROOT = "CIM_Indication";

    private final Map<String, String> parents = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final List<IndicationFeed> feeds = new CopyOnWriteArrayList<>();
    private final ClassHierarchy classes;

    /**
     * Creates a source of indications.
     *
     * @param classes the hierarchy of the classes of embedded instances
     */
    public Indications(ClassHierarchy classes) {
        this.classes = classes;
        parents.put(ROOT, "");
        declare("CIM_AlertIndication", ROOT);
        parents.put("__Event", "");
        declare("__InstanceOperationEvent", "__Event");
        declare("__InstanceCreationEvent", "__InstanceOperationEvent");
        declare("__InstanceModificationEvent", "__InstanceOperationEvent");
        declare("__InstanceDeletionEvent", "__InstanceOperationEvent");
    }

    /** Declares an indication class that extends {@code CIM_Indication}. */
    public Indications declare(String className) {
        return declare(className, ROOT);
    }

    /** Declares an indication class that extends another. */
    public Indications declare(String className, String superclass) {
        synchronized (parents) {
            if (!parents.containsKey(superclass)) {
                throw new IllegalArgumentException("there is no indication class " + superclass);
            }
            parents.put(className, superclass);
        }
        return this;
    }

    /** Whether an indication class is declared. Names compare without regard to case. */
    public boolean isDeclared(String className) {
        synchronized (parents) {
            return parents.containsKey(className);
        }
    }

    /**
     * Emits an indication. Declares its class if it is not declared.
     *
     * @param instance the instance of the indication class, with its properties in order
     */
    public void emit(CimInstance instance) {
        if (!isDeclared(instance.className())) {
            declare(instance.className());
        }
        Indication indication = new Indication(instance);
        feeds.forEach(feed -> feed.offer(indication));
    }

    /** Emits an indication with these properties. */
    public void emit(String className, Map<String, ?> properties) {
        emit(CimInstance.of(className, properties));
    }

    /**
     * Emits the event of WMI for an instance that was created.
     *
     * @param created the instance, which becomes TargetInstance
     */
    public void created(CimInstance created) {
        emit(CimInstance.of("__InstanceCreationEvent").with("TargetInstance", created));
    }

    /** Emits the event of WMI for an instance that was changed. */
    public void modified(CimInstance before, CimInstance after) {
        emit(CimInstance.of("__InstanceModificationEvent")
                .with("PreviousInstance", before)
                .with("TargetInstance", after));
    }

    /** Emits the event of WMI for an instance that was deleted. */
    public void deleted(CimInstance deleted) {
        emit(CimInstance.of("__InstanceDeletionEvent").with("TargetInstance", deleted));
    }

    /** Whether a class is the same as another or extends it. */
    boolean isA(String className, String ancestor) {
        if (classes.isA(className, ancestor)) {
            return true;
        }
        synchronized (parents) {
            String each = className;
            while (each != null && !each.isEmpty()) {
                if (each.toLowerCase(Locale.ROOT).equals(ancestor.toLowerCase(Locale.ROOT))) {
                    return true;
                }
                each = parents.get(each);
            }
            return false;
        }
    }

    /**
     * Opens a feed of the indications that a query selects.
     *
     * @param query WQL, also with WITHIN, or CQL of the form of WQL
     * @throws dev.wsman.testkit.wql.WqlException if it is not a query
     * @throws UnknownIndicationException if its class is not declared
     */
    public EventFeed open(String query) {
        IndicationFeed feed = new IndicationFeed(this, query);
        if (!isDeclared(feed.className())) {
            throw new UnknownIndicationException(feed.className());
        }
        feeds.add(feed);
        return feed;
    }

    void closed(IndicationFeed feed) {
        feeds.remove(feed);
    }
}
