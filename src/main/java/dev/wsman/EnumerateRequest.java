package dev.wsman;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EnumerateParameters;
import dev.wsman.internal.protocol.RequestTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An enumeration that has not begun: the resource, a filter, and how to fetch the items. Immutable: each method returns
 * a changed copy. Nothing is sent before {@link #list()}, {@link #first()}, {@link #count()}, {@link #forEach}, or the
 * first item of a {@link #stream()} or an {@link #iterator()}. Each of these calls is an enumeration of its own.
 *
 * <p>It sends {@code wsen:Enumerate} with {@code wsman:OptimizeEnumeration}, so that the first reply contains the first
 * batch, then one {@code wsen:Pull} for each further batch, and {@code wsen:Release} if it is abandoned early (DSP0226
 * clause 8). No more than one batch is held in memory.
 *
 * @param <T> the class into which items are read
 */
public final class EnumerateRequest<T> implements Iterable<T> {
    private final SessionEnumerations enumerations;
    private final ResourceLocator resource;
    private final ReplyReaders.ItemReaders<T> items;
    private final Terms terms;

    /** The parameters of the enumeration; null stands for the default. */
    private record Terms(
            @Nullable Filter filter,
            @Nullable String mode,
            Hierarchy hierarchy,
            @Nullable Integer batchItems,
            @Nullable Duration timeout,
            @Nullable Executor prefetch) {
        private static final Terms DEFAULT = new Terms(null, null, Hierarchy.DEEP, null, null, null);

        Terms mode(String next) {
            return new Terms(filter, next, hierarchy, batchItems, timeout, prefetch);
        }
    }

    private EnumerateRequest(
            SessionEnumerations enumerations,
            ResourceLocator resource,
            ReplyReaders.ItemReaders<T> items,
            Terms terms) {
        this.enumerations = enumerations;
        this.resource = resource;
        this.items = items;
        this.terms = terms;
    }

    static <T> EnumerateRequest<T> of(SessionEnumerations enumerations, ResourceLocator resource, Class<T> type) {
        RequestTargets.of(resource);
        ReplyReaders.ItemReaders<T> items =
                ReplyReaders.items(type, Origin.within(enumerations.session(), resource), resource);
        return new EnumerateRequest<>(enumerations, resource, items, Terms.DEFAULT);
    }

    /**
     * Enumerates only the items that match the filter ({@code wsman:Filter}). A WQL query or an association filter
     * names its class itself. If the resource is a class of Windows' WMI, for instance {@code wmicimv2/Win32_Service},
     * all requests of such an enumeration go to all classes of its namespace, {@code wmicimv2/*}, because Windows
     * accepts these filters nowhere else. The class in the query then decides which items are returned; the locator's
     * class is not sent.
     */
    public EnumerateRequest<T> filter(Filter filter) {
        Filter next = Arguments.present(filter, "filter");
        return with(new Terms(next, terms.mode, terms.hierarchy, terms.batchItems, terms.timeout, terms.prefetch));
    }

    /**
     * Sets the largest number of items in a batch ({@code wsman:MaxElements}) instead of {@link Session#batchItems()}.
     *
     * @param items 0 for no limit
     * @throws IllegalArgumentException if the number is negative
     */
    public EnumerateRequest<T> batchItems(int items) {
        int next = Arguments.batchItems(items);
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, next, terms.timeout, terms.prefetch));
    }

    /**
     * Sets the time limit of each batch instead of {@link Session#timeout()}.
     *
     * @param timeout at least 1 ms; a longer one than 365 days is shortened to 365 days
     * @throws IllegalArgumentException if the timeout is shorter than 1 ms
     */
    public EnumerateRequest<T> timeout(Duration timeout) {
        Duration next = Arguments.timeout(timeout, "timeout");
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, terms.batchItems, next, terms.prefetch));
    }

    /**
     * Fetches the next batch on an executor while the current one is consumed, so that up to two batches are held in
     * memory. By default each batch is fetched on the consuming thread when it is needed. If the enumeration is
     * abandoned early, it is released when the running fetch has ended.
     *
     * @param executor runs one task at a time for the enumeration; the consuming thread runs a rejected task itself
     */
    public EnumerateRequest<T> prefetch(Executor executor) {
        Executor next = Arguments.present(executor, "executor");
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, terms.batchItems, terms.timeout, next));
    }

    /** Sets whether instances of subclasses are returned, and with which properties ({@code wsmb:PolymorphismMode}). */
    public EnumerateRequest<T> hierarchy(Hierarchy hierarchy) {
        Hierarchy next = Arguments.present(hierarchy, "hierarchy");
        return with(new Terms(terms.filter, terms.mode, next, terms.batchItems, terms.timeout, terms.prefetch));
    }

    /** Returns a request for locators instead of objects ({@code EnumerateEPR}). */
    public EnumerateRequest<ResourceLocator> references() {
        return new EnumerateRequest<>(
                enumerations, resource, ReplyReaders.ItemReaders.references(resource), terms.mode("EnumerateEPR"));
    }

    /**
     * Returns a request for objects with their locators ({@code EnumerateObjectAndEPR}).
     *
     * @throws IllegalStateException if {@link #references()} or this method has been called before
     */
    public EnumerateRequest<Referenced<T>> withReferences() {
        return new EnumerateRequest<>(
                enumerations, resource, items.withReferences(), terms.mode("EnumerateObjectAndEPR"));
    }

    private EnumerateRequest<T> with(Terms next) {
        return new EnumerateRequest<>(enumerations, resource, items, next);
    }

    /** Returns all items. */
    public List<T> list() {
        List<T> all = new ArrayList<>();
        try (EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false)) {
            enumeration.forEachRemaining(all::add);
        }
        return all;
    }

    /** Returns the first item and releases the enumeration; empty if there are no items. */
    public Optional<T> first() {
        List<T> first = new ArrayList<>(1);
        try (EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false)) {
            enumeration.tryAdvance(first::add);
        }
        return first.stream().findFirst();
    }

    /**
     * Returns the number of items: the server's estimate ({@code wsman:TotalItemsCountEstimate}). If the server does
     * not send one, or if it is less than the number of items that have arrived, all items are fetched and counted.
     */
    public long count() {
        try (EnumerationSpliterator<Boolean> enumeration = enumeration(ReplyReaders::counted, true)) {
            return enumeration.count();
        }
    }

    /**
     * Returns a stream of the items, which fetches one batch after another on the consuming thread. Close the stream:
     * if items are left, that releases the enumeration on the server ({@code wsen:Release}). An exception of the
     * consumer and closing the session do the same. A failure is a {@link WsmanException} from the stream's terminal
     * operation. The stream is sequential and not thread-safe.
     */
    public Stream<T> stream() {
        EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false);
        return StreamSupport.stream(enumeration, false).onClose(enumeration::close);
    }

    /**
     * Returns an iterator over the items, for a {@code for} loop. It fetches one batch after another on the consuming
     * thread. Its first call of {@code hasNext} or {@code next} sends Enumerate; nothing is sent before.
     *
     * <pre>{@code
     *  for (Instance service : session.query("select Name, State from Win32_Service")) {
     *      System.out.println(service);
     *  }
     * }</pre>
     *
     * <p>A loop that runs to its end, or that a failure of the enumeration ends, leaves nothing open on the server. A
     * loop that is left early, by {@code break}, {@code return} or an exception of its body, cannot close the iterator.
     * Nothing is open on the server either if the first batch contained all items. Otherwise the enumeration stays open
     * there until one of the following happens, whichever is first:
     *
     * <ul>
     *   <li>the iterator is garbage collected, which may be much later: a daemon thread of the session, {@code
     *       wsman-release}, then sends {@code wsen:Release} and ends;
     *   <li>the session is closed, which sends Release; a session that is garbage collected does not;
     *   <li>the enumeration expires on the server.
     * </ul>
     *
     * <p>Servers limit the number of open enumerations of a user. If a loop often ends early, use {@link #stream()}
     * in a try-with-resources statement, or {@link #forEach}, both of which send Release at once.
     *
     * <p>A failure is a {@link WsmanException} of {@code hasNext} or {@code next}. The iterator does not support {@code
     * remove} and is not thread-safe.
     */
    @Override
    public Iterator<T> iterator() {
        return new EnumerationIterator<>(enumeration(items.reader(), false), enumerations.abandoned());
    }

    /**
     * Calls the action with each item. If the action throws an exception, that releases the enumeration on the server
     * before this method throws it.
     *
     * @throws WsmanException if the enumeration fails
     */
    @Override
    public void forEach(Consumer<? super T> action) {
        Arguments.present(action, "action");
        try (EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false)) {
            enumeration.forEachRemaining(action);
        }
    }

    private <R> EnumerationSpliterator<R> enumeration(ElementReader.Factory<R> reader, boolean estimate) {
        RequestTarget target = RequestTargets.of(resource, terms.filter);
        int limit = Objects.requireNonNullElseGet(terms.batchItems, enumerations::batchItems);
        long maxElements = limit == 0 ? Integer.MAX_VALUE : limit;
        BodyContent filter = terms.filter == null ? null : BodyContent.of(terms.filter.toTree());
        EnumerateParameters parameters =
                new EnumerateParameters(filter, terms.mode, polymorphism(), maxElements, true, estimate);
        Duration timeout = Objects.requireNonNullElseGet(terms.timeout, enumerations::timeout);
        return new EnumerationSpliterator<>(
                enumerations, resource, target, parameters, reader, timeout, terms.prefetch);
    }

    private @Nullable String polymorphism() {
        return switch (terms.hierarchy) {
            case DEEP -> null;
            case SHALLOW -> "None";
            case DEEP_BASE_PROPERTIES_ONLY -> "ExcludeSubClassProperties";
        };
    }

    /** Returns the resource and the filter. */
    @Override
    public String toString() {
        return "EnumerateRequest[" + resource + (terms.filter == null ? "" : " " + terms.filter) + "]";
    }
}
