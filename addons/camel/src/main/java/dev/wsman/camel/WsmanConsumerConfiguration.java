package dev.wsman.camel;

import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The messages of consumers, and which of them are new. Not thread-safe: Camel sets the options before it starts the
 * endpoint.
 */
@UriParams
public class WsmanConsumerConfiguration {

    @UriParam(label = "consumer")
    private boolean batch;

    @UriParam(label = "consumer", defaultValue = "0")
    private int maxMessagesPerPoll = 0;

    @UriParam(label = "consumer")
    private boolean idempotent;

    @UriParam(label = "consumer")
    private @Nullable String idempotentKey;

    @UriParam(label = "consumer")
    private @Nullable IdempotentRepository idempotentRepository;

    @UriParam(label = "consumer,advanced")
    private boolean idempotentEager;

    public boolean isBatch() {
        return batch;
    }

    /**
     * Sets whether a message has a list of all events of a reply, or of all items of a poll. Otherwise each has its own
     * message.
     */
    public void setBatch(boolean batch) {
        this.batch = batch;
    }

    public int getMaxMessagesPerPoll() {
        return maxMessagesPerPoll;
    }

    /**
     * Sets the most messages of one poll of query and enumerate; with 0 there is no limit. The next poll begins anew: combine
     * it with idempotent.
     */
    public void setMaxMessagesPerPoll(int maxMessagesPerPoll) {
        this.maxMessagesPerPoll = maxMessagesPerPoll;
    }

    public boolean isIdempotent() {
        return idempotent;
    }

    /**
     * Sets whether a poll skips items that were processed before. A failed item is polled again.
     */
    public void setIdempotent(boolean idempotent) {
        this.idempotent = idempotent;
    }

    public @Nullable String getIdempotentKey() {
        return idempotentKey;
    }

    /**
     * Sets what identifies an item: an expression of the simple language, which is evaluated on the message. The default is
     * the SHA-256 of the instance, so that an item comes again when it has changed.
     */
    public void setIdempotentKey(@Nullable String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    /**
     * Sets where the keys of processed items are kept. The default is a repository in memory with the 100000 keys that were
     * used last. Setting it turns idempotent on.
     */
    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public boolean isIdempotentEager() {
        return idempotentEager;
    }

    /**
     * Sets whether a key is added before its message is processed, and removed if that fails. Otherwise it is added afterwards:
     * after a crash between the two, the item comes again.
     */
    public void setIdempotentEager(boolean idempotentEager) {
        this.idempotentEager = idempotentEager;
    }
}
