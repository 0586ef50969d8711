package dev.wsman.hostile;

import dev.wsman.Session;
import dev.wsman.fixture.MavenOutput;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Counts the cases of the hostile tests by family, and prints the counts in one line after all tests, unless Maven is
 * quiet.
 */
public final class CaseCounter implements BeforeAllCallback {
    private static final Map<String, LongAdder> CASES = new ConcurrentSkipListMap<>();

    /** Counts one case of the family. */
    public static void count(String family) {
        count(family, 1);
    }

    /** Counts several cases of the family. */
    public static void count(String family, long cases) {
        CASES.computeIfAbsent(family, name -> new LongAdder()).add(cases);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(CaseCounter.class))
                .getOrComputeIfAbsent("summary", key -> new Summary());
    }

    private static final class Summary implements AutoCloseable {
        /** The stubs live as long as any session, so that this one saves the tests from creating them again. */
        private final Session kept = Session.open("");

        @Override
        public void close() {
            kept.close();
            Map<String, Long> sums = new TreeMap<>();
            CASES.forEach((family, count) -> sums.put(family, count.sum()));
            long all = sums.values().stream().mapToLong(Long::longValue).sum();
            if (!MavenOutput.quiet()) {
                System.out.println("Reliability: " + all + " cases, by family " + sums);
            }
        }
    }
}
