package dev.wsman.camel.internal.poll;

import dev.wsman.camel.WsmanConsumerConfiguration;
import dev.wsman.camel.internal.produce.PolledItems;
import dev.wsman.camel.internal.value.Digests;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.jspecify.annotations.Nullable;

/** The keys of items that were processed, in an idempotent repository of Camel. Thread-safe as the repository. */
final class ProcessedItems {
    private static final int KEYS_IN_MEMORY = 100_000;

    private final IdempotentRepository repository;
    private final @Nullable Expression key;
    private final boolean eager;

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
        IdempotentRepository repository =
                given == null ? MemoryIdempotentRepository.memoryIdempotentRepository(KEYS_IN_MEMORY) : given;
        return new ProcessedItems(repository, key, options.isIdempotentEager());
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

    /** Returns whether an item was not processed, and reserves its key if keys are added eagerly. */
    boolean isNew(String itemKey) {
        return eager ? repository.add(itemKey) : !repository.contains(itemKey);
    }

    /** Returns what records the result of an exchange with these items. */
    Synchronization completion(List<String> keys) {
        return new Synchronization() {
            @Override
            public void onComplete(Exchange exchange) {
                if (exchange.isRollbackOnly()) {
                    onFailure(exchange);
                    return;
                }
                keys.forEach(itemKey -> {
                    if (!eager) {
                        repository.add(itemKey);
                    }
                    repository.confirm(itemKey);
                });
            }

            @Override
            public void onFailure(Exchange exchange) {
                if (eager) {
                    keys.forEach(repository::remove);
                }
            }
        };
    }
}
