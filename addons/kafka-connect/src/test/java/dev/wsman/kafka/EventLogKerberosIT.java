package dev.wsman.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.fixture.KerberosRealm;
import dev.wsman.kafka.fixture.SharedRealm;
import dev.wsman.testkit.WsmanService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A task of event logs with a keytab and a KDC. */
@SharedRealm
@Timeout(300)
class EventLogKerberosIT {
    private static final int HOSTS = 6;

    private final List<WsmanService> hosts = new ArrayList<>();

    @AfterEach
    void closeHosts() {
        hosts.forEach(WsmanService::close);
    }

    private EventTask task(KerberosRealm realm, String user) {
        for (int i = 0; i < HOSTS; i++) {
            hosts.add(WsmanService.builder()
                    .kerberos(realm.keytab(KerberosRealm.HOST), KerberosRealm.HOST)
                    .build()
                    .start());
        }
        String endpoints = hosts.stream()
                .map(host -> host.endpoint().replace("127.0.0.1", "localhost"))
                .collect(Collectors.joining(","));
        return new EventTask()
                .with("hosts", endpoints)
                .with("auth.scheme", "kerberos")
                .with("auth.username", user)
                .without("auth.password")
                .with("auth.keytab", realm.keytab(user).toString());
    }

    @Test
    void asksKdcForOneTicketOfUserForAllHosts(KerberosRealm realm) throws Exception {
        try (EventTask task = task(realm, "events")) {
            hosts.forEach(host -> host.log("System").write(1));
            List<SourceRecord> records = task.start().poll(HOSTS);
            assertThat(records)
                    .hasSize(HOSTS)
                    .extracting(record -> record.sourcePartition().get("endpoint"))
                    .doesNotHaveDuplicates();
            assertThat(task.count("failures-total")).isZero();
            assertThat(realm.logins("events")).isEqualTo(1);
            assertThat(realm.hostTickets("events")).isBetween(1L, (long) HOSTS);
        }
    }

    @Test
    void logsInAgainAfterRestart(KerberosRealm realm) throws Exception {
        for (int logins = 1; logins <= 2; logins++) {
            try (EventTask task = task(realm, "restarted")) {
                task.start();
                EventTask.await(() -> task.count("hosts-connected") == hosts.size());
                assertThat(realm.logins("restarted")).isEqualTo(logins);
            }
        }
    }

    /** The KDC counts attempts of a user, as hosts do. */
    @Test
    void triesUserWhomKdcRefusesOnlyThreeTimesForAllHosts(KerberosRealm realm) throws Exception {
        try (EventTask task = task(realm, "deleted")) {
            realm.delete("deleted");
            task.start();
            EventTask.await(() -> task.count("hosts-failing") == 3);
            EventTask.awaitManyRetries();
            assertThat(realm.refusals("deleted")).isEqualTo(3);
            assertThat((String) task.metric("last-failure")).contains("no ticket for deleted");
            assertThat(hosts).allSatisfy(host -> assertThat(host.requests()).isEmpty());
        }
    }
}
