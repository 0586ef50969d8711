package dev.wsman.internal.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads read and write objects of one class at the same time. */
@Timeout(60)
class ConcurrencyTest {
    private static final int THREADS = 8;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void sharesBindingButNoValuesBetweenThreads() throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Future<Integer>> all = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int base = thread * 1000;
            all.add(threads.submit(() -> {
                start.await();
                return readAndWrite(base);
            }));
        }
        for (Future<Integer> one : all) {
            assertThat(one.get()).isEqualTo(500);
        }
        assertThat(TypedBinding.of(ValuesTest.Simple.class)).isSameAs(TypedBinding.of(ValuesTest.Simple.class));
    }

    private static int readAndWrite(int base) {
        int right = 0;
        for (int i = base; i < base + 500; i++) {
            ValuesTest.Simple simple = ItemTexts.readService(
                    ValuesTest.Simple.class,
                    "<p:Count>" + i + "</p:Count><p:Text>t" + i + "</p:Text><p:Nested><p:Count>" + -i
                            + "</p:Count></p:Nested>");
            boolean read = simple.count == i && simple.text.equals("t" + i) && simple.nested.count == -i;
            boolean failed = fails("x" + i);
            right += read && failed && ItemTexts.write(simple, "Simple").contains("<p:Count>" + i + "<") ? 1 : 0;
        }
        return right;
    }

    private static boolean fails(String text) {
        try {
            ItemTexts.readService(ValuesTest.Simple.class, "<p:Size>" + text + "</p:Size>");
            return false;
        } catch (BindingException e) {
            return text.equals(e.value());
        }
    }
}
