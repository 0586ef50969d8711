package dev.wsman;

import dev.wsman.ViewFactory.Origin;
import dev.wsman.internal.protocol.BodyContent;
import dev.wsman.internal.protocol.ElementReader;
import dev.wsman.internal.protocol.EnumerateParameters;
import dev.wsman.internal.protocol.RequestTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * An enumeration that has not begun: what to enumerate, which of it, and how. Immutable: each method answers a changed copy, and
 * nothing is sent before {@link #list()}, {@link #first()}, {@link #count()} or the first item of a {@link #stream()}.
 *
 * <p>On the wire it is {@code wsen:Enumerate} with {@code wsman:OptimizeEnumeration}, so that the first batch comes with the
 * first answer, then {@code wsen:Pull} batch by batch, and {@code wsen:Release} where it is given up early (DSP0226 clause 8).
 * No more than one batch is held at a time.
 *
 * @param <T> what an item is made into
 */
public final class EnumerateRequest<T> {
    private final Session session;
    private final ResourceLocator resource;
    private final ReplyReaders.Kind<T> items;
    private final Terms terms;

    /** What is asked of the server. */
    private record Terms(
            @Nullable Filter filter,
            @Nullable String mode,
            Hierarchy hierarchy,
            @Nullable Integer batchItems,
            @Nullable Duration timeout,
            @Nullable Executor prefetch) {
        private static final Terms USUAL = new Terms(null, null, Hierarchy.DEEP, null, null, null);

        Terms mode(String next) {
            return new Terms(filter, next, hierarchy, batchItems, timeout, prefetch);
        }
    }

    private EnumerateRequest(Session session, ResourceLocator resource, ReplyReaders.Kind<T> items, Terms terms) {
        this.session = session;
        this.resource = resource;
        this.items = items;
        this.terms = terms;
    }

    static <T> EnumerateRequest<T> of(Session session, ResourceLocator resource, Class<T> type) {
        RequestTargets.of(resource);
        ReplyReaders.Kind<T> items = ReplyReaders.kind(type, Origin.within(session, resource), resource);
        return new EnumerateRequest<>(session, resource, items, Terms.USUAL);
    }

    /**
     * Enumerates only what the filter lets through ({@code wsman:Filter}). A WQL query or an association filter names
     * its class itself: with a class of Windows' WMI, {@code wmicimv2/Win32_Service} for instance, all requests of the
     * enumeration go to all classes of its namespace, {@code wmicimv2/*}, because Windows takes such filters nowhere
     * else. The class in the query decides what comes; the locator's class is not sent then.
     */
    public EnumerateRequest<T> filter(Filter filter) {
        Filter next = Arguments.present(filter, "filter");
        return with(new Terms(next, terms.mode, terms.hierarchy, terms.batchItems, terms.timeout, terms.prefetch));
    }

    /**
     * How many items a batch has at most ({@code wsman:MaxElements}), in place of {@link Session#batchItems()}.
     *
     * @param items 0 for no limit of ours
     * @throws IllegalArgumentException where it is negative
     */
    public EnumerateRequest<T> batchItems(int items) {
        int next = Arguments.batchItems(items);
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, next, terms.timeout, terms.prefetch));
    }

    /**
     * The longest silence between two batches, in place of {@link Session#timeout()}.
     *
     * @param timeout at least 1 ms; more than 365 days are 365 days
     * @throws IllegalArgumentException where it is shorter
     */
    public EnumerateRequest<T> timeout(Duration timeout) {
        Duration next = Arguments.timeout(timeout, "timeout");
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, terms.batchItems, next, terms.prefetch));
    }

    /**
     * Fetches the next batch on an executor while this one is consumed, so that two batches at most are held; unless this is
     * called each batch is fetched when it is needed, on the consuming thread. Giving the enumeration up early releases it as
     * soon as the fetch under way is over.
     *
     * @param executor runs one task at a time for the enumeration; a rejected task is done by the consuming thread
     */
    public EnumerateRequest<T> prefetch(Executor executor) {
        Executor next = Arguments.present(executor, "executor");
        return with(new Terms(terms.filter, terms.mode, terms.hierarchy, terms.batchItems, terms.timeout, next));
    }

    /** Instances of which classes, with which properties ({@code wsmb:PolymorphismMode}). */
    public EnumerateRequest<T> hierarchy(Hierarchy hierarchy) {
        Hierarchy next = Arguments.present(hierarchy, "hierarchy");
        return with(new Terms(terms.filter, terms.mode, next, terms.batchItems, terms.timeout, terms.prefetch));
    }

    /** Locators in place of the objects ({@code EnumerateEPR}). */
    public EnumerateRequest<ResourceLocator> references() {
        return new EnumerateRequest<>(
                session, resource, ReplyReaders.Kind.references(resource), terms.mode("EnumerateEPR"));
    }

    /**
     * Each object with its locator ({@code EnumerateObjectAndEPR}).
     *
     * @throws IllegalStateException where {@link #references()} or this has been called before
     */
    public EnumerateRequest<Referenced<T>> withReferences() {
        return new EnumerateRequest<>(session, resource, items.withReferences(), terms.mode("EnumerateObjectAndEPR"));
    }

    private EnumerateRequest<T> with(Terms next) {
        return new EnumerateRequest<>(session, resource, items, next);
    }

    /** All items. */
    public List<T> list() {
        List<T> all = new ArrayList<>();
        try (EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false)) {
            enumeration.forEachRemaining(all::add);
        }
        return all;
    }

    /** The first item; what else there is is released. */
    public Optional<T> first() {
        List<T> first = new ArrayList<>(1);
        try (EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false)) {
            enumeration.tryAdvance(first::add);
        }
        return first.stream().findFirst();
    }

    /**
     * How many items there are: the server's own estimate where it gives one ({@code wsman:TotalItemsCountEstimate}), else all
     * items are fetched and counted.
     */
    public long count() {
        try (EnumerationSpliterator<Boolean> enumeration = enumeration(ReplyReaders::counted, true)) {
            return enumeration.count();
        }
    }

    /**
     * The items, fetched batch by batch as they are consumed, on the consuming thread. Close the stream: that tells the server
     * when not all was read ({@code wsen:Release}). An exception of the consumer, and closing the session, do the same. A
     * failure is a {@link WsmanException} out of the stream's terminal operation. The stream is sequential; for one thread.
     */
    public Stream<T> stream() {
        EnumerationSpliterator<T> enumeration = enumeration(items.reader(), false);
        return StreamSupport.stream(enumeration, false).onClose(enumeration::close);
    }

    private <R> EnumerationSpliterator<R> enumeration(ElementReader.Factory<R> reader, boolean estimate) {
        RequestTarget target = RequestTargets.of(resource, terms.filter);
        int limit = Objects.requireNonNullElseGet(terms.batchItems, session::batchItems);
        long most = limit == 0 ? Integer.MAX_VALUE : limit;
        BodyContent filter = terms.filter == null ? null : BodyContent.of(terms.filter.toTree());
        EnumerateParameters spec = new EnumerateParameters(filter, terms.mode, polymorphism(), most, true, estimate);
        Duration silence = Objects.requireNonNullElseGet(terms.timeout, session::timeout);
        return new EnumerationSpliterator<>(session, resource, target, spec, reader, silence, terms.prefetch);
    }

    private @Nullable String polymorphism() {
        return switch (terms.hierarchy) {
            case DEEP -> null;
            case SHALLOW -> "None";
            case DEEP_BASE_PROPERTIES_ONLY -> "ExcludeSubClassProperties";
        };
    }

    /** What is enumerated. */
    @Override
    public String toString() {
        return "EnumerateRequest[" + resource + (terms.filter == null ? "" : " " + terms.filter) + "]";
    }
}
