package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.fixture.ManualClock;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.ShellHost;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Shells that clients have left behind are found and deleted; those that expired are replaced. */
class ShellListIT {
    private final ManualClock clock = new ManualClock();

    private final WsmanService service = LenientService.builder()
            .quirks(ServerQuirks.WINRM)
            .basic("user", "secret")
            .clock(clock)
            .shell(ShellHost.handlers().maxShellsPerUser(3))
            .build()
            .start();

    private final Session session = Session.open(service.endpoint(), Credentials.basic("user", "secret".toCharArray()));

    @AfterEach
    void close() {
        session.close();
        service.close();
    }

    @Test
    void describesShells() {
        try (RemoteShell shell = RemoteShell.builder(session)
                .name("nightly")
                .idleTimeout(Duration.ofMinutes(10))
                .open()) {
            clock.advance(Duration.ofSeconds(90));
            List<ShellInfo> shells = RemoteShell.list(session);
            assertThat(shells).singleElement().satisfies(info -> {
                assertThat(info.id()).isEqualTo(shell.id());
                assertThat(info.resourceUri()).isEqualTo(ServiceNamespaces.CMD_SHELL);
                assertThat(info.isCommandShell()).isTrue();
                assertThat(info.owner()).isPresent();
                assertThat(info.clientAddress()).contains("127.0.0.1");
                assertThat(info.state()).contains("Connected");
                assertThat(info.runTime()).contains(Duration.ofSeconds(90));
                assertThat(info.inactivity()).contains(Duration.ofSeconds(90));
                assertThat(info.idleTimeout()).contains(Duration.ofMinutes(10));
            });
        }
        assertThat(RemoteShell.list(session)).isEmpty();
        RecordedRequest enumerate = service.lastRequest(ServiceOperation.ENUMERATE);
        assertThat(enumerate.resourceUri()).isEqualTo(ServiceNamespaces.SHELL);
        assertThat(enumerate.text()).contains("OptimizeEnumeration");
    }

    @Test
    void deletesListedShellAlsoIfItHasGone() {
        RemoteShell.open(session);
        ShellInfo info = RemoteShell.list(session).get(0);
        RemoteShell.delete(session, info);
        assertThat(service.openShells()).isZero();
        assertThat(service.lastRequest(ServiceOperation.DELETE).resourceUri()).isEqualTo(ServiceNamespaces.CMD_SHELL);
        RemoteShell.delete(session, info);
        assertThat(session.error()).isEmpty();
    }

    @Test
    void deletesOnlyInactiveShellsOfOwner() {
        RemoteShell left = RemoteShell.open(session);
        String owner = RemoteShell.list(session).get(0).owner().orElseThrow();
        clock.advance(Duration.ofMinutes(30));
        RemoteShell used = RemoteShell.open(session);
        assertThat(RemoteShell.deleteInactive(session, "HOST\\other", Duration.ofMinutes(5)))
                .isEmpty();
        assertThat(RemoteShell.deleteInactive(session, owner.toLowerCase(java.util.Locale.ROOT), Duration.ofMinutes(5)))
                .extracting(ShellInfo::id)
                .containsExactly(left.id());
        assertThat(RemoteShell.list(session)).extracting(ShellInfo::id).containsExactly(used.id());
    }

    @Test
    void opensShellAgainAfterThoseLeftBehindAreDeleted() {
        for (int i = 0; i < 3; i++) {
            RemoteShell.open(session);
        }
        assertThatThrownBy(() -> RemoteShell.open(session)).hasMessageContaining("RemoteShell.deleteInactive");
        clock.advance(Duration.ofMinutes(10));
        String owner = RemoteShell.list(session).get(0).owner().orElseThrow();
        assertThat(RemoteShell.deleteInactive(session, owner, Duration.ofMinutes(5)))
                .hasSize(3);
        RemoteShell.open(session).close();
        assertThat(service.openShells()).isZero();
    }

    @Test
    void replacesShellThatExpiredBetweenCommands() {
        try (RemoteShell shell = RemoteShell.builder(session)
                .idleTimeout(Duration.ofMinutes(1))
                .environment("NAME", "kept")
                .open()) {
            String first = shell.id();
            assertThat(shell.runLine("echo %NAME%").stdout()).isEqualTo("kept\r\n");
            clock.advance(Duration.ofMinutes(2));
            assertThat(shell.runLine("echo %NAME%").stdout()).isEqualTo("kept\r\n");
            assertThat(shell.id()).isNotEqualTo(first);
            assertThat(service.openShells()).isOne();
        }
        assertThat(service.openShells()).isZero();
    }
}
