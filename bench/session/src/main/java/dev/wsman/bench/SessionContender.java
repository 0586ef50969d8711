package dev.wsman.bench;

import dev.wsman.EnumerateRequest;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.bench.jaxb.Win32Process;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** wsman-session, used as its README recommends. */
final class SessionContender implements Contender {
    static final ResourceLocator CLASS = ResourceLocator.of(CannedContract.RESOURCE_URI);
    static final ResourceLocator ONE = CLASS.selector(CannedContract.KEY, "1000");

    private final Session session;

    SessionContender(String url) {
        session = Session.builder(url).maxEnvelopeSize(1L << 30).build();
    }

    @Override
    public void identify() {
        session.identify();
    }

    @Override
    public void get() {
        session.get(ONE);
    }

    @Override
    public long enumerate(String kind) {
        return switch (kind) {
            case "untyped" -> count(session.enumerate(CLASS), instance -> instance.name() != null);
            case "jaxb" -> count(session.enumerate(CLASS, Win32Process.class), process -> process.getHandle() != null);
            case "cim-five" ->
                count(
                        session.enumerate(CLASS, dev.wsman.bench.cim.Win32Process.class),
                        process -> CimProperties.five(process) == 5);
            case "cim-all" ->
                count(
                        session.enumerate(CLASS, dev.wsman.bench.cim.Win32Process.class),
                        process -> CimProperties.all(process) == 41);
            default -> throw new NotMeasuredException("wsman-session does not support the kind " + kind);
        };
    }

    /** Counts the complete items, so that lost or truncated items are detected. */
    private static <T> long count(EnumerateRequest<T> request, Predicate<T> complete) {
        try (Stream<T> items = request.stream()) {
            return items.filter(complete).count();
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
