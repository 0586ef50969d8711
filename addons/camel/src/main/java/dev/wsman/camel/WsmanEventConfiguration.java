package dev.wsman.camel;

import dev.wsman.event.LostPosition;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The events of a subscription, and where it begins. Not thread-safe: Camel sets the options before it starts the
 * endpoint.
 */
@UriParams
public class WsmanEventConfiguration {

    @UriParam(label = "consumer")
    private @Nullable String channels;

    @UriParam(
            label = "consumer",
            description = "Sets which events of the channels are sent: an XPath expression of the event log, such as"
                    + " *[System[Level<=2]]. Without it, all events are.")
    private @Nullable String xpath;

    @UriParam(label = "consumer")
    private @Nullable String eventQuery;

    @UriParam(label = "consumer", defaultValue = "NOW")
    private WsmanEventStart start = WsmanEventStart.NOW;

    @UriParam(label = "consumer", defaultValue = "FAIL")
    private LostPosition positionLost = LostPosition.FAIL;

    @UriParam(label = "consumer")
    private @Nullable StateRepository<String, String> bookmarkRepository;

    @UriParam(label = "consumer")
    private @Nullable String bookmarkKey;

    @UriParam(label = "consumer", defaultValue = "true")
    private boolean breakOnFirstError = true;

    @UriParam(label = "consumer")
    private boolean rendered;

    @UriParam(label = "consumer")
    private boolean tolerateMissingChannels;

    @UriParam(label = "consumer,advanced")
    private @Nullable String subscriptionName;

    @UriParam(label = "consumer,advanced", defaultValue = "0", javaType = "java.time.Duration")
    private long heartbeat = 0;

    @UriParam(label = "consumer,advanced", defaultValue = "0", javaType = "java.time.Duration")
    private long expires = 0;

    @UriParam(label = "consumer,advanced", defaultValue = "30000", javaType = "java.time.Duration")
    private long pollWait = 30_000;

    @UriParam(label = "consumer", defaultValue = "1000", javaType = "java.time.Duration")
    private long retryPause = 1_000;

    @UriParam(label = "consumer", defaultValue = "60000", javaType = "java.time.Duration")
    private long retryPauseMax = 60_000;

    public @Nullable String getChannels() {
        return channels;
    }

    /**
     * Sets the channels of the Windows event log, separated by commas, such as {@code System,Application}. Without channels
     * and event query, the subscription is to indications of the resource.
     */
    public void setChannels(@Nullable String channels) {
        this.channels = channels;
    }

    public @Nullable String getXpath() {
        return xpath;
    }

    /**
     * Sets which events of the channels are sent: an XPath expression of the event log, such as
     * <code>*[System[Level&lt;=2]]</code>. Without it, all events are.
     */
    public void setXpath(@Nullable String xpath) {
        this.xpath = xpath;
    }

    public @Nullable String getEventQuery() {
        return eventQuery;
    }

    /**
     * Sets a query of the event log as XML (QueryList), which the Event Viewer shows on its tab XML, in place of channels
     * and xpath; or the location of one after a prefix, such as resource:classpath:query.xml.
     */
    public void setEventQuery(@Nullable String eventQuery) {
        this.eventQuery = eventQuery;
    }

    public WsmanEventStart getStart() {
        return start;
    }

    /**
     * Sets where a subscription without a bookmark begins: with the next event (NOW), or with the oldest one that the source
     * retains (OLDEST).
     */
    public void setStart(WsmanEventStart start) {
        this.start = start;
    }

    public LostPosition getPositionLost() {
        return positionLost;
    }

    /**
     * Sets what happens if the source does not know the position of the bookmark any more, for example because a log was
     * cleared: stop and report it (FAIL), continue with the oldest event (OLDEST) or with the next one (NOW).
     */
    public void setPositionLost(LostPosition positionLost) {
        this.positionLost = positionLost;
    }

    public @Nullable StateRepository<String, String> getBookmarkRepository() {
        return bookmarkRepository;
    }

    /**
     * Sets where the position is kept. It is saved after all exchanges of a batch have completed. Without a repository, the
     * position is kept in memory as long as the endpoint exists.
     */
    public void setBookmarkRepository(@Nullable StateRepository<String, String> bookmarkRepository) {
        this.bookmarkRepository = bookmarkRepository;
    }

    public @Nullable String getBookmarkKey() {
        return bookmarkKey;
    }

    /**
     * Sets the key of the position in the repository. The default is the host and the SHA-256 of the query, so that another
     * query begins anew. Two consumers cannot use one key at the same time.
     */
    public void setBookmarkKey(@Nullable String bookmarkKey) {
        this.bookmarkKey = bookmarkKey;
    }

    public boolean isBreakOnFirstError() {
        return breakOnFirstError;
    }

    /**
     * Sets what happens if an exchange fails after the error handler: deliver the same message again after a pause, and hold
     * back those after it (true), or pass the failure to the exception handler and continue with the next (false). Messages
     * are held back only if the route fails on the thread of the consumer. A route that continues on other threads, for
     * example after seda, gets all messages of a batch, and only those that failed come again.
     */
    public void setBreakOnFirstError(boolean breakOnFirstError) {
        this.breakOnFirstError = breakOnFirstError;
    }

    public boolean isRendered() {
        return rendered;
    }

    /**
     * Sets whether Windows adds the texts of an event, such as its message, in the locale of the connection. It costs the host
     * time.
     */
    public void setRendered(boolean rendered) {
        this.rendered = rendered;
    }

    public boolean isTolerateMissingChannels() {
        return tolerateMissingChannels;
    }

    /**
     * Sets whether Windows skips channels that do not exist or that the user cannot read. Otherwise subscribing fails.
     */
    public void setTolerateMissingChannels(boolean tolerateMissingChannels) {
        this.tolerateMissingChannels = tolerateMissingChannels;
    }

    public @Nullable String getSubscriptionName() {
        return subscriptionName;
    }

    /**
     * Sets the name of the subscription, which Windows shows in its own log.
     */
    public void setSubscriptionName(@Nullable String subscriptionName) {
        this.subscriptionName = subscriptionName;
    }

    public long getHeartbeat() {
        return heartbeat;
    }

    /**
     * Sets the silence after which the source reports that it is alive, in milliseconds. With 0, the source replies when the
     * poll wait is over.
     */
    public void setHeartbeat(long heartbeat) {
        this.heartbeat = heartbeat;
    }

    public long getExpires() {
        return expires;
    }

    /**
     * Sets the time after which the source ends the subscription unless it is renewed, in milliseconds. With 0, it is one hour
     * for indications, and Windows decides for the event log.
     */
    public void setExpires(long expires) {
        this.expires = expires;
    }

    public long getPollWait() {
        return pollWait;
    }

    /**
     * Sets how long a request waits for events at the source, in milliseconds: 30000 at most. It returns as soon as there are
     * some.
     */
    public void setPollWait(long pollWait) {
        this.pollWait = pollWait;
    }

    public long getRetryPause() {
        return retryPause;
    }

    /**
     * Sets the pause after the first failure to connect, to subscribe or to process a message, in milliseconds. It doubles
     * after each further one, up to the longest.
     */
    public void setRetryPause(long retryPause) {
        this.retryPause = retryPause;
    }

    public long getRetryPauseMax() {
        return retryPauseMax;
    }

    /**
     * Sets the longest pause after failures to connect, to subscribe or to process a message, in milliseconds. After a
     * rejected login of the subscription the pause is ten times as long, because accounts are locked after a few. A pause
     * that the server asks for is kept, up to ten times as long too.
     */
    public void setRetryPauseMax(long retryPauseMax) {
        this.retryPauseMax = retryPauseMax;
    }
}
