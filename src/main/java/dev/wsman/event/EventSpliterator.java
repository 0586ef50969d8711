package dev.wsman.event;

import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;

/** Polls a subscription until it is closed. Used by one thread at a time. */
final class EventSpliterator<T> extends Spliterators.AbstractSpliterator<T> {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final Subscription<T> subscription;
    private Iterator<T> batch = Collections.emptyIterator();

    EventSpliterator(Subscription<T> subscription) {
        super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
        this.subscription = subscription;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        while (!batch.hasNext()) {
            if (!poll()) {
                return false;
            }
        }
        action.accept(batch.next());
        return true;
    }

    /** Returns false if the subscription is closed and all events that it received were returned. */
    private boolean poll() {
        try {
            batch = subscription.poll(WAIT).events().iterator();
            return true;
        } catch (WsmanException e) {
            if (e.error().kind() == Kind.CLOSED && !subscription.isOpen()) {
                return false;
            }
            throw e;
        }
    }
}
