package dev.wsman.event;

import dev.wsman.internal.event.DeliveredMessage;
import dev.wsman.internal.event.DeliveryKind;
import dev.wsman.internal.event.sink.SinkHandler;
import dev.wsman.internal.event.sink.SinkMessage;
import dev.wsman.internal.event.sink.SinkReply;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Dispatches the messages of event sources: by the token in the path, which cannot be guessed, and by the
 * {@code wse:Identifier} that the source sends with each message. Windows sends neither resource nor selectors, and
 * the To of Intel AMT is anonymous. Thread-safe.
 */
final class SinkRouter implements SinkHandler {
    private static final Logger LOG = System.getLogger("dev.wsman");
    private static final String SUBSCRIPTIONS = "/wsman/subscriptions/";
    private static final int TOKEN_BYTES = 24;
    /** The part of a token by which it is found; the rest is compared in constant time. */
    private static final int LOOKUP = 8;

    /** In nanoseconds: enough for a server that is near, and short for one that does not reply. */
    private static final long SHORTEST_END = 50_000_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Map<String, List<Registered>> routes = new ConcurrentHashMap<>();
    private final EventCollector collector = new EventCollector();
    private volatile boolean closed;

    private record Registered(String token, SinkRoute route) {
        /** Returns a text without the token. */
        @Override
        public String toString() {
            return route.identifier();
        }
    }

    /** Returns a new token for the path of a subscription. */
    static String newToken() {
        byte[] random = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** Returns the path of a token. */
    static String path(String token) {
        return SUBSCRIPTIONS + token;
    }

    /** Returns the subscriptions that sources request. */
    EventCollector collector() {
        return collector;
    }

    /**
     * Adds a subscription at the path of a token.
     *
     * @throws IllegalStateException if the sink is closed
     */
    void add(String token, SinkRoute route) {
        if (closed) {
            throw closedFailure();
        }
        routes.compute(token.substring(0, LOOKUP), (key, known) -> {
            List<Registered> all = new ArrayList<>(known == null ? List.of() : known);
            all.removeIf(
                    old -> old.token().equals(token) && old.route().identifier().equals(route.identifier()));
            all.add(new Registered(token, route));
            return List.copyOf(all);
        });
        if (closed) { // meanwhile
            remove(token, route);
            throw closedFailure();
        }
    }

    private static IllegalStateException closedFailure() {
        return new IllegalStateException("the event sink is closed");
    }

    /** Removes a subscription from the path of a token. */
    void remove(String token, SinkRoute route) {
        routes.computeIfPresent(token.substring(0, LOOKUP), (key, known) -> {
            List<Registered> rest = known.stream()
                    .filter(old -> !(old.token().equals(token) && old.route() == route))
                    .toList();
            return rest.isEmpty() ? null : rest;
        });
    }

    /** Accepts no other subscriptions. */
    void stop() {
        closed = true;
    }

    /**
     * Ends all subscriptions whose events are pushed, within a time; no others are accepted. A failure is logged.
     * Those of servers that do not reply until then are not ended there: the servers end them when deliveries fail.
     */
    void close(Duration limit) {
        stop();
        long end = System.nanoTime() + limit.toNanos();
        for (Registered open : routes.values().stream().flatMap(List::stream).toList()) {
            Duration left = Duration.ofNanos(Math.max(SHORTEST_END, end - System.nanoTime()));
            try {
                open.route().close(left);
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "a subscription could not be ended before its sink closed", e);
            }
        }
    }

    @Override
    public SinkReply handle(SinkMessage message) {
        int query = message.path().indexOf('?');
        String path = query < 0 ? message.path() : message.path().substring(0, query);
        List<Registered> candidates = at(path);
        if (candidates.isEmpty() && !collector.serves(path)) {
            return SinkReplies.UNKNOWN;
        }
        if (message.body().length == 0) {
            return SinkReplies.EMPTY;
        }
        DeliveredMessage delivered;
        try {
            delivered = DeliveredMessage.read(message.body(), message.charset());
        } catch (IllegalArgumentException e) {
            LOG.log(Level.DEBUG, () -> "a message from " + message.peer().address() + " was refused", e);
            return SinkReplies.UNREADABLE;
        }
        SourceIdentity source = SourceIdentity.of(message.peer(), delivered.machineId());
        if (delivered.kind() == DeliveryKind.END) {
            return SinkReplies.END;
        }
        if (delivered.kind() == DeliveryKind.ENUMERATE) {
            return collector.offer(path, delivered, source);
        }
        Registered found = find(candidates, delivered.identifier());
        return found == null ? SinkReplies.UNKNOWN : found.route().handle(delivered, source, found.token());
    }

    private List<Registered> at(String path) {
        int start = path.lastIndexOf(SUBSCRIPTIONS);
        String token = start < 0 ? "" : path.substring(start + SUBSCRIPTIONS.length());
        if (token.length() < LOOKUP) {
            return List.of();
        }
        return routes.getOrDefault(token.substring(0, LOOKUP), List.of()).stream()
                .filter(known -> same(known.token(), token))
                .toList();
    }

    /** Finds the subscription of an identifier; without one, the path must have only one. */
    private static @Nullable Registered find(List<Registered> candidates, @Nullable String identifier) {
        if (identifier == null || identifier.isEmpty()) {
            return candidates.size() == 1 ? candidates.get(0) : null;
        }
        String bare = bare(identifier);
        for (Registered candidate : candidates) {
            if (same(bare(candidate.route().identifier()), bare)) {
                return candidate;
            }
        }
        return null;
    }

    private static String bare(String identifier) {
        String lower = identifier.toLowerCase(Locale.ROOT);
        return lower.startsWith("uuid:") ? lower.substring("uuid:".length()) : lower;
    }

    private static boolean same(String expected, String arrived) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), arrived.getBytes(StandardCharsets.UTF_8));
    }
}
