package dev.wsman.bench;

/** One client library against one endpoint. Every call blocks; many threads may call. */
public interface Contender extends AutoCloseable {

    void identify();

    void get();

    /**
     * Enumerates all that the endpoint's path says, and reads what the kind says of each item.
     *
     * @param kind {@code untyped}, {@code jaxb}, {@code cim-five}, {@code cim-all}, {@code floor} or {@code floor-text}
     * @return how many items there were
     * @throws NotMeasured where this contender cannot do it
     */
    long enumerate(String kind);

    @Override
    void close();

    /** Makes a contender for an endpoint's URL. */
    interface Factory {
        Contender open(String url);
    }
}
