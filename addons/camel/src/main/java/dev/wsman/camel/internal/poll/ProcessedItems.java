package dev.wsman.camel.internal.poll;

import dev.wsman.camel.WsmanConsumerConfiguration;
import dev.wsman.camel.internal.produce.PolledItems;
import dev.wsman.camel.internal.value.Digests;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.SynchronizationVetoable;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;

/**
 * The keys of items that were processed, in an idempotent repository of Camel, and those of items in progress, which
 * further polls skip. Thread-safe as the repository.
 */
final class ProcessedItems {
    private static final int KEYS_IN_MEMORY = 100_000;

    private final IdempotentRepository repository;
    private final @Nullable Expression key;
    private final boolean eager;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();

    private ProcessedItems(IdempotentRepository repository, @Nullable Expression key, boolean eager) {
        this.repository = repository;
        this.key = key;
        this.eager = eager;
    }

    /** Returns the keys that the options describe; null if polls do not skip items. */
    static @Nullable ProcessedItems of(WsmanConsumerConfiguration options, @Nullable Expression key) {
        IdempotentRepository given = options.getIdempotentRepository();
        if (given == null && !options.isIdempotent()) {
            return null;
        }
        if (given == null) {
            given = MemoryIdempotentRepository.memoryIdempotentRepository(KEYS_IN_MEMORY);
            // That of the endpoint, because a route that restarts has a new consumer.
            options.setIdempotentRepository(given);
        }
        return new ProcessedItems(given, key, options.isIdempotentEager());
    }

    IdempotentRepository repository() {
        return repository;
    }

    /** Returns the key of an item. The exchange has it as its body. */
    String key(Exchange exchange, PolledItems.Item item) {
        if (key == null) {
            return Digests.sha256(item.content());
        }
        String value = key.evaluate(exchange, String.class);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(
                    "idempotentKey: the expression has no value for an item; it needs a property that every item has");
        }
        return value;
    }

    /**
     * Returns whether an item was not processed and is not in progress. It is in progress from then on, until its
     * completion or {@link #forget}; its key is in the repository if keys are added eagerly.
     */
    boolean begin(String itemKey) {
        if (!inProgress.add(itemKey)) {
            return false;
        }
        boolean isNew = false;
        try {
            isNew = eager ? repository.add(itemKey) : !repository.contains(itemKey);
        } finally {
            if (!isNew) {
                inProgress.remove(itemKey);
            }
        }
        return isNew;
    }

    /** Ends the progress of items that were not processed. They are new to the next poll. */
    void forget(List<String> keys) {
        try {
            if (eager) {
                keys.forEach(repository::remove);
            }
        } finally {
            keys.forEach(inProgress::remove);
        }
    }

    /** Ends the progress of items that were processed. Those that the repository fails to add are polled again. */
    private void confirm(List<String> keys) {
        try {
            for (String itemKey : keys) {
                if (!eager) {
                    repository.add(itemKey);
                }
                repository.confirm(itemKey);
            }
        } finally {
            keys.forEach(inProgress::remove);
        }
    }

    /** Returns what records the result of an exchange with these items. */
    Completion completion(List<String> keys) {
        return new Completion(keys);
    }

    /** Records the result of an exchange once. */
    final class Completion implements SynchronizationVetoable {
        private final List<String> keys;
        private final AtomicBoolean done = new AtomicBoolean();
        private volatile boolean handedOver;

        private Completion(List<String> keys) {
            this.keys = keys;
        }

        @Override
        public void onComplete(Exchange exchange) {
            if (exchange.isRollbackOnly()) {
                onFailure(exchange);
            } else if (done.compareAndSet(false, true)) {
                confirm(keys);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            if (done.compareAndSet(false, true)) {
                forget(keys);
            }
        }

        /**
         * Records the failure of an exchange that Camel has returned without calling this: a route rejects exchanges when
         * its shutdown is forced.
         */
        void returned(Exchange exchange) {
            if (exchange.getException() != null && !handedOver) {
                onFailure(exchange);
            }
        }

        @Override
        public boolean allowHandover() {
            return true;
        }

        @Override
        public void beforeHandover(Exchange target) {
            handedOver = true;
        }
    }
}
