package dev.wsman.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventTimersTest {
    @Test
    void renewsWhileNewSubscriptionsWaitForTheirServers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch renewed = new CountDownLatch(1);
        try {
            for (int i = 0; i < 100; i++) {
                EventTimers.recover(Duration.ZERO, () -> await(end));
            }
            EventTimers.after(Duration.ofMillis(1), renewed::countDown);

            assertThat(renewed.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
