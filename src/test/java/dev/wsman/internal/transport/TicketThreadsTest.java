package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TicketThreadsTest {
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @Test
    void runsTasksOneAfterAnotherOnOneThread() throws Exception {
        Thread first = threadOfTask();
        Thread second = threadOfTask();
        while (second != first) { // the first thread was not idle yet
            first = second;
            second = threadOfTask();
        }
        assertThat(second.isDaemon()).isTrue();
        assertThat(second.getName()).isEqualTo("wsman-ticket");
    }

    @Test
    void endsThreadsThatAreIdle() throws Exception {
        Thread thread = threadOfTask();
        thread.join();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void runsTaskAlthoughOthersWait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            TicketThreads.run(() -> await(release));
        }
        assertThat(threadOfTask()).isNotSameAs(Thread.currentThread());
        release.countDown();
    }

    @Test
    void hasContextClassLoaderOfCallerDuringTaskOnly() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ClassLoader application = new ClassLoader(before) {};
        CompletableFuture<ClassLoader> during = new CompletableFuture<>();
        Thread.currentThread().setContextClassLoader(application);
        try {
            TicketThreads.run(() -> during.complete(Thread.currentThread().getContextClassLoader()));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(during.get()).isSameAs(application);
        Thread thread = threadOfTask();
        while (thread.getContextClassLoader() != null) {
            Thread.onSpinWait();
        }
    }

    @Test
    void inheritsNoThreadLocals() throws Exception {
        CompletableFuture<String> inherited = new CompletableFuture<>();
        INHERITED.set("of the caller");
        try {
            TicketThreads.run(() -> inherited.complete(String.valueOf(INHERITED.get())));
        } finally {
            INHERITED.remove();
        }
        assertThat(inherited.get()).isEqualTo("null");
    }

    private static Thread threadOfTask() throws Exception {
        CompletableFuture<Thread> thread = new CompletableFuture<>();
        TicketThreads.run(() -> thread.complete(Thread.currentThread()));
        return thread.get();
    }

    private static void await(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
