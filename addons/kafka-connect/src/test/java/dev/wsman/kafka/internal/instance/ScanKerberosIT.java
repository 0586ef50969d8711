package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.kafka.fixture.KerberosRealm;
import dev.wsman.kafka.fixture.SharedRealm;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A task of instances with a keytab and a KDC. Its sessions are open only while a scan reads. */
@SharedRealm
class ScanKerberosIT {
    private static final int SCANS = 3;

    private List<WsmanService> hosts = List.of();

    @AfterEach
    void closeHosts() {
        hosts.forEach(WsmanService::close);
    }

    @Test
    void asksKdcForOneTicketOfUserForAllHostsAndScans(KerberosRealm realm) {
        hosts = Stream.of("C:", "D:", "E:")
                .map(disk -> WsmanService.builder()
                        .kerberos(realm.keytab(KerberosRealm.HOST), KerberosRealm.HOST)
                        .add(new DiskTable().put(disk))
                        .build()
                        .start())
                .toList();
        String[] endpoints = hosts.stream()
                .map(host -> host.endpoint().replace("127.0.0.1", "localhost"))
                .toArray(String[]::new);
        try (TaskFixture task = TaskFixture.of(endpoints)
                .set("auth.scheme", "kerberos")
                .set("auth.username", "scans")
                .set("auth.keytab", realm.keytab("scans").toString())
                .start()) {
            task.pollUntil(records -> hosts.stream()
                    .allMatch(host -> host.requests(ServiceOperation.ENUMERATE).size() >= SCANS));
            assertThat(task.metric("scans-failed-total")).isZero();
            assertThat(realm.logins("scans")).isEqualTo(1);
        }
    }
}
