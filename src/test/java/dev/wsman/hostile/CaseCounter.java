package dev.wsman.hostile;

import dev.wsman.Session;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** Counts the cases that were tried, by family, and tells them in one line when all tests have run. */
public final class CaseCounter implements BeforeAllCallback {
    private static final Map<String, LongAdder> TRIED = new ConcurrentSkipListMap<>();

    /** One more case of the family. */
    public static void count(String family) {
        count(family, 1);
    }

    /** So many more cases of the family. */
    public static void count(String family, long cases) {
        TRIED.computeIfAbsent(family, name -> new LongAdder()).add(cases);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.create(CaseCounter.class)).getOrComputeIfAbsent("line", key -> new Line());
    }

    private static final class Line implements AutoCloseable {
        /** As long as there is a session, those of the tests need not make the stubs again. */
        private final Session lasting = Session.open("");

        @Override
        public void close() {
            lasting.close();
            Map<String, Long> sums = new TreeMap<>();
            TRIED.forEach((family, count) -> sums.put(family, count.sum()));
            long all = sums.values().stream().mapToLong(Long::longValue).sum();
            System.out.println("Reliability: " + all + " cases, by family " + sums);
        }
    }
}
