package dev.wsman.internal.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.namespace.QName;
import org.junit.jupiter.api.Test;

class SharedNamesTest {
    private static final String URI = "urn:SharedNamesTest";

    private static String parts(QName name) {
        return name.getPrefix() + "|" + name.getNamespaceURI() + "|" + name.getLocalPart();
    }

    @Test
    void returnsTheSameObjectForEqualNames() {
        QName first = SharedNames.of(URI, "Handle", "p");
        assertThat(SharedNames.of(new String(URI), new String("Handle"), new String("p")))
                .isSameAs(first);
    }

    @Test
    void tellsPrefixesAndNamespacesApart() {
        List<QName> names = Stream.of("p", "q", "")
                .flatMap(prefix -> Stream.of(URI, "urn:other", "")
                        .flatMap(uri -> Stream.of("A", "B").map(local -> SharedNames.of(uri, local, prefix))))
                .toList();
        assertThat(names.stream().map(SharedNamesTest::parts)).doesNotHaveDuplicates();
        assertThat(SharedNames.is(names.get(0), "p", URI, "A")).isTrue();
        assertThat(SharedNames.is(SharedNames.of("", "A", ""), null, null, "A")).isTrue();
    }

    @Test
    void doesNotKeepLongNames() {
        String local = "x".repeat(SharedNames.LONGEST);
        QName first = SharedNames.of(URI, local, "");
        assertThat(SharedNames.of(URI, local, "")).isEqualTo(first).isNotSameAs(first);
    }

    /** All of them have one hash, so that they have the same few slots. */
    @Test
    void replacesNamesThatCollide() {
        List<QName> names = IntStream.range(0, 2048)
                .mapToObj(i -> SharedNames.of(URI, sameHash(i), ""))
                .toList();
        assertThat(names.stream().map(QName::getLocalPart).distinct()).hasSize(2048);
        QName last = names.get(2047);
        assertThat(SharedNames.of(URI, last.getLocalPart(), "")).isSameAs(last);
    }

    /** Returns one of 2,048 names with the same {@link String#hashCode}. */
    private static String sameHash(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 0; bit < 11; bit++) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    @Test
    void returnsRightNamesToConcurrentThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> task = () -> IntStream.range(0, 3 * SharedNames.SLOTS)
                    .allMatch(i -> SharedNames.is(SharedNames.of(URI, "Name" + i, "p"), "p", URI, "Name" + i));
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                results.add(threads.submit(task));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
