package dev.wsman.kafka.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostMonitorTest {
    private final BlockingQueue<String> changes = new LinkedBlockingQueue<>();

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = folder.resolve("hosts");
        Files.writeString(file, "# the web servers\nweb1\n\nweb2 # in the cellar\n");
    }

    @Test
    void readsHostsOfConfigurationAndFile() {
        try (HostMonitor monitor = start("db1")) {
            assertThat(monitor.hosts().endpoints())
                    .containsExactly("http://db1:5985/wsman", "http://web1:5985/wsman", "http://web2:5985/wsman");
        }
    }

    @Test
    void reportsThatFileHasOtherHosts() throws Exception {
        try (HostMonitor monitor = start("")) {
            replace("web1\nweb3\n");
            assertThat(changes.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(monitor.hosts().endpoints()).containsExactly("http://web1:5985/wsman", "http://web3:5985/wsman");
        }
    }

    @Test
    void ignoresAnotherOrderOfHosts() throws Exception {
        try (HostMonitor monitor = start("")) {
            replace("web2\nweb1\n");
            replaceAfterNextRead("web1\n");
            assertThat(changes.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(monitor.hosts().endpoints()).containsExactly("http://web1:5985/wsman");
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void keepsHostsWhileFileIsMissingOrNotValid() throws Exception {
        try (HostMonitor monitor = start("")) {
            Files.delete(file);
            replaceAfterNextRead("ftp://web1\n");
            replaceAfterNextRead("web4\n");
            assertThat(changes.poll(20, TimeUnit.SECONDS)).isNotNull();
            assertThat(monitor.hosts().endpoints()).containsExactly("http://web4:5985/wsman");
            assertThat(changes).isEmpty();
        }
    }

    @Test
    void failsToStartWithoutFile() {
        file = folder.resolve("missing");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start(""))
                .withMessageStartingWith("cannot read " + file)
                .withMessageContaining("on every worker");
    }

    /** The access time of the file does not tell every read, so that this waits for several intervals. */
    private void replaceAfterNextRead(String content) throws Exception {
        assertThat(changes.poll(400, TimeUnit.MILLISECONDS)).isNull();
        replace(content);
    }

    private void replace(String content) throws IOException {
        Path next = Files.write(folder.resolve("next"), content.getBytes(StandardCharsets.UTF_8));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private HostMonitor start(String host) {
        HostList configured = HostList.of(host.isEmpty() ? List.of() : List.of(host));
        return HostMonitor.start(
                configured, Optional.of(new HostFile(file)), Duration.ofMillis(100), () -> changes.add("changed"));
    }
}
