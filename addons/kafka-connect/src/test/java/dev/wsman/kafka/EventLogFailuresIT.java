package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.fixture.ReservedPort;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.event.StalePosition;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(300)
class EventLogFailuresIT {
    /** Less than any time for which a task would wait for a host, and much more than it needs otherwise. */
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void readsOtherHostsWhileOneIsDownAndContinuesWhenItReturns() throws Exception {
        try (ReservedPort port = ReservedPort.create();
                WsmanService up = EventTask.service();
                EventTask task = new EventTask(up)
                        .with("hosts", up.endpoint() + "," + port.endpoint())
                        .start()) {
            String down = port.endpoint();
            EventTask.await(() -> task.count("hosts-failing") == 1 && task.count("failures-total") >= 3);
            up.log("System").write(2);
            assertThat(endpoints(task.poll(1))).containsExactly(up.endpoint());
            assertThat((String) task.metric("last-failure")).startsWith(down + ": ");
            try (WsmanService returned = WsmanService.builder()
                    .ntlm(EventTask.USER, EventTask.PASSWORD)
                    .port(port.number())
                    .build()
                    .start()) {
                returned.log("System").write(1);
                assertThat(endpoints(task.poll(1))).containsExactly(down);
                assertThat(task.count("hosts-failing")).isZero();
                assertThat(task.count("hosts-connected")).isEqualTo(2);
            }
        }
    }

    /** The restart breaks a Pull, or comes between two: then the next one finds that the subscription has ended. */
    @Test
    void losesAndRepeatsNothingWhileHostFails() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).start()) {
            host.log("System").write(1);
            assertThat(recordIds(task.poll(1))).containsExactly(1L);
            host.restart();
            host.log("System").write(2);
            assertThat(recordIds(task.poll(1))).containsExactly(2L);
            host.log("System").write(3);
            assertThat(recordIds(task.poll(1))).containsExactly(3L);
            assertThat(task.count("reconnects-total")).isEqualTo(1);
        }
    }

    @Test
    void losesNothingWhenConnectionsBreak() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).with("event.batch.items", "1")) {
            host.on(ServiceOperation.PULL).after(1).reset();
            for (int i = 0; i < 5; i++) {
                host.log("System").write(1);
            }
            assertThat(recordIds(task.start().poll(5))).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(task.count("failures-total")).isEqualTo(1);
        }
    }

    @Test
    void replacesSubscriptionThatHostHasEnded() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).start()) {
            host.log("System").write(1);
            task.poll(1);
            host.expireSubscriptions();
            host.log("System").write(2);
            assertThat(recordIds(task.poll(1))).containsExactly(2L);
            assertThat(task.count("reconnects-total")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUERY_RESULT_STALE", "INVALID_POSITION", "INVALID_BOOKMARK"})
    void stopsHostThatHasLostPosition(StalePosition reaction) throws Exception {
        try (WsmanService host = host(reaction);
                WsmanService other = EventTask.service();
                EventTask task = new EventTask(lost(host), host, other).start()) {
            EventTask.await(() -> task.count("hosts-stopped") == 1);
            EventTask.await(() -> host.openSubscriptions() == 0);
            int attempts = attempts(host);
            EventTask.awaitManyRetries();
            assertThat(attempts(host)).isEqualTo(attempts);
            other.log("System").write(1);
            assertThat(endpoints(task.poll(1))).containsExactly(other.endpoint());
        }
    }

    /** Returns how often a task has tried to read a host; the end of a subscription does not count. */
    private static int attempts(WsmanService host) {
        return host.requests(ServiceOperation.SUBSCRIBE).size()
                + host.requests(ServiceOperation.PULL).size();
    }

    @ParameterizedTest
    @CsvSource({"oldest, 1", "now, 5"})
    void continuesAsConfiguredIfPositionIsLost(String policy, long first) throws Exception {
        try (WsmanService host = host(StalePosition.INVALID_BOOKMARK);
                EventTask task = new EventTask(lost(host), host)
                        .with("event.position.lost", policy)
                        .start()) {
            EventTask.await(() -> task.count("gaps-total") == 1);
            host.log("System").write(2); // 5: record 1 is that the log was cleared
            List<SourceRecord> records = task.pollUntil(all -> recordIds(all).contains(5L));
            assertThat(recordIds(records).get(0)).isEqualTo(first);
        }
    }

    private static WsmanService host(StalePosition reaction) {
        return WsmanService.builder()
                .ntlm(EventTask.USER, EventTask.PASSWORD)
                .stalePosition(reaction)
                .build()
                .start();
    }

    /** Returns the offset of a record that the host has no longer. */
    private static Map<Map<String, ?>, Map<String, ?>> lost(WsmanService host) throws InterruptedException {
        for (int i = 0; i < 9; i++) {
            host.log("System").write(1);
        }
        SourceRecord last;
        try (EventTask task = new EventTask(host).start()) {
            last = task.poll(9).get(8);
        }
        host.log("System").clear();
        for (int i = 0; i < 3; i++) {
            host.log("System").write(1);
        }
        return Map.of(last.sourcePartition(), last.sourceOffset());
    }

    @Test
    void triesRejectedPasswordOnlyThreeTimesForAllHosts() throws Exception {
        List<WsmanService> hosts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            hosts.add(EventTask.service());
        }
        try (EventTask task = new EventTask(hosts.toArray(WsmanService[]::new))
                .with("auth.password", "wrong")
                .start()) {
            EventTask.await(() -> task.count("hosts-failing") == 3);
            EventTask.awaitManyRetries();
            assertThat(task.count("failures-total")).isEqualTo(3);
            assertThat(task.count("hosts-failing")).isEqualTo(3);
            assertThat(hosts).filteredOn(host -> !host.requests().isEmpty()).hasSizeLessThanOrEqualTo(3);
            assertThat((String) task.metric("last-failure")).doesNotContain("wrong");
        } finally {
            hosts.forEach(WsmanService::close);
        }
    }

    @Test
    void triesRejectedPasswordAgainAfterLongPause() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task =
                        new EventTask(host).with("auth.password", "wrong").with("retry.pause.login.ms", "700")) {
            long start = System.nanoTime();
            task.start();
            EventTask.await(() -> task.count("failures-total") >= 3);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(1_400));
        }
    }

    @Test
    void pausesForLongIfUserHasNoRight() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host)) {
            host.log("System").readable(false);
            task.start();
            EventTask.await(() -> task.count("hosts-failing") == 1);
            EventTask.awaitManyRetries();
            assertThat(task.count("failures-total")).isEqualTo(1);
        }
    }

    /** The host accepts connections and does not reply: each attempt takes the whole timeout. */
    @Test
    void readsOtherHostsWhileOneDoesNotReply() throws Exception {
        try (ServerSocket silent = new ServerSocket(0);
                WsmanService host = EventTask.service();
                EventTask task = new EventTask(host)
                        .with("hosts", "127.0.0.1:" + silent.getLocalPort() + "," + host.endpoint())
                        .with("threads.max", "1")
                        .start()) {
            host.log("System").write(1);
            assertThat(endpoints(task.poll(1))).containsExactly(host.endpoint());
            long start = System.nanoTime();
            task.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
        }
    }

    @Test
    void endsSubscriptionsAndPollWhenItStops() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).start()) {
            EventTask.await(() -> task.count("hosts-connected") == 1);
            task.stop();
            assertThat(task.poll()).isNull();
            EventTask.await(() -> host.openSubscriptions() == 0); // stop does not wait for long
            assertThat(host.requests(ServiceOperation.UNSUBSCRIBE)).hasSize(1);
        }
    }

    @Test
    void stopsBeforeItStarts() throws IOException {
        EventTask task = new EventTask();
        task.stop();
        task.close();
    }

    @Test
    void readsOtherHostsIfOffsetOfOneCannotBeRead() throws Exception {
        try (WsmanService host = EventTask.service();
                WsmanService other = EventTask.service()) {
            host.log("System").write(1);
            other.log("System").write(2);
            Map<String, ?> partition;
            try (EventTask task = new EventTask(host).start()) {
                partition = task.poll(1).get(0).sourcePartition();
            }
            EventTask.await(() -> host.openSubscriptions() == 0);
            host.clearRequests();
            try (EventTask task = new EventTask(Map.of(partition, Map.of("token", "x")), host, other).start()) {
                assertThat((String) task.metric("last-failure"))
                        .startsWith(host.endpoint() + ": the offset cannot be read: ");
                assertThat(task.count("hosts-stopped")).isEqualTo(1);
                assertThat(endpoints(task.poll(1))).containsExactly(other.endpoint());
                assertThat(attempts(host)).isZero();
            }
        }
    }

    @Test
    void stopsInTimeAndClosesOthersIfHostDoesNotReplyToUnsubscribe() throws Exception {
        try (WsmanService silent = EventTask.service();
                WsmanService host = EventTask.service();
                EventTask task =
                        new EventTask(silent, host).with("threads.max", "2").start()) {
            EventTask.await(() -> task.count("hosts-connected") == 2);
            silent.on(ServiceOperation.UNSUBSCRIBE).delay(Duration.ofMinutes(5));
            long start = System.nanoTime();
            task.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            EventTask.await(() -> host.openSubscriptions() == 0);
            assertThat(silent.openSubscriptions()).isEqualTo(1);
            silent.clearScriptedReplies();
            EventTask.await(() -> silent.openSubscriptions() == 0); // in the background
        }
    }

    /** Each of two idle hosts kept room for as many events as its last reply had, while it was waited for. */
    @Test
    void readsHostWhileOthersThatHadEventsAreWaitedFor() throws Exception {
        try (WsmanService first = EventTask.service();
                WsmanService second = EventTask.service();
                WsmanService third = EventTask.service();
                EventTask task = new EventTask(first, second, third)
                        .with("event.batch.items", "100")
                        .with("buffer.events", "20")
                        .start()) {
            for (int i = 0; i < 10; i++) {
                first.log("System").write(1);
                second.log("System").write(1);
            }
            assertThat(task.poll(20)).hasSize(20);
            for (int i = 0; i < 3; i++) {
                long start = System.nanoTime();
                third.log("System").write(1);
                assertThat(endpoints(task.poll(1))).containsExactly(third.endpoint());
                assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(SOON);
            }
        }
    }

    @Test
    void showsMetricsByJmx() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).start()) {
            host.log("System").write(1);
            task.poll(1);
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            ObjectName name = beans.queryNames(
                            new ObjectName("test.wsman:type=plugins,connector=events,task=0,*"), null)
                    .iterator()
                    .next();
            assertThat(beans.getAttribute(name, "hosts")).isEqualTo(1);
            assertThat(beans.getAttribute(name, "hosts-connected")).isEqualTo(1L);
            assertThat(beans.getAttribute(name, "events-total")).isEqualTo(1L);
            assertThat((Double) beans.getAttribute(name, "events-rate")).isPositive();
            assertThat((Double) beans.getAttribute(name, "lag-ms-max")).isBetween(0.0, 60_000.0);
            assertThat((Double) beans.getAttribute(name, "lag-ms-avg")).isBetween(0.0, 60_000.0);
            assertThat(beans.getAttribute(name, "events-dropped-total")).isEqualTo(0L);
            assertThat(beans.getAttribute(name, "last-failure")).isEqualTo("");
        }
    }

    @Test
    void worksOnWorkerWithoutMetricsOfPlugins() throws Exception {
        try (WsmanService host = EventTask.service();
                EventTask task = new EventTask(host).onOldWorker().start()) {
            host.log("System").write(1);
            assertThat(recordIds(task.poll(1))).containsExactly(1L);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsManyHostsWithFewThreads(int threads) throws Exception {
        List<WsmanService> hosts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            hosts.add(EventTask.service());
        }
        try (EventTask task = new EventTask(hosts.toArray(WsmanService[]::new))
                .with("threads.max", String.valueOf(threads))
                .start()) {
            hosts.forEach(host -> host.log("System").write(1));
            assertThat(endpoints(task.poll(6))).doesNotHaveDuplicates().hasSize(6);
            hosts.forEach(host -> host.log("System").write(1));
            assertThat(endpoints(task.poll(6))).doesNotHaveDuplicates().hasSize(6);
        } finally {
            hosts.forEach(WsmanService::close);
        }
    }

    private static List<String> endpoints(List<SourceRecord> records) {
        return records.stream()
                .map(record -> (String) record.sourcePartition().get("endpoint"))
                .toList();
    }

    private static List<Long> recordIds(List<SourceRecord> records) {
        return records.stream()
                .map(record -> ((Struct) record.key()).getInt64("record_id"))
                .toList();
    }
}
