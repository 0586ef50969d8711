package dev.wsman.bench;

/** A client library and an endpoint. Every call blocks. Thread-safe. */
public interface Contender extends AutoCloseable {

    void identify();

    void get();

    /**
     * Enumerates all items that the endpoint's path specifies, and reads each item as the kind specifies.
     *
     * @param kind {@code untyped}, {@code jaxb}, {@code cim-five}, {@code cim-all}, {@code floor} or {@code
     *     floor-text}
     * @return the number of items
     * @throws NotMeasuredException if this contender does not support the kind
     */
    long enumerate(String kind);

    @Override
    void close();

    /** Creates a contender for the URL of an endpoint. */
    interface Factory {
        Contender open(String url);
    }
}
