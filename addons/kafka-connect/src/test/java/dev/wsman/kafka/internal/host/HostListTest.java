package dev.wsman.kafka.internal.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostListTest {
    @Test
    void completesAndSortsHostsAndKeepsEachOnce() {
        HostList hosts = HostList.of(List.of("web2", "http://web1:5985/wsman", "https://web3", "web1", " web2 "));
        assertThat(hosts.endpoints())
                .containsExactly("http://web1:5985/wsman", "http://web2:5985/wsman", "https://web3:5986/wsman");
    }

    @Test
    void namesHostThatIsNotValid() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostList.of(List.of("web1", "ftp://web2")))
                .withMessageContaining("ftp://web2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostList.of(List.of("web1", " ")))
                .withMessageContaining("empty host");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HostList.of(List.of("web1,web2")))
                .withMessageContaining("without commas");
    }

    @Test
    void readsFileOfEditorOfWindows(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("hosts"), "\uFEFFweb1 # the first one\r\n\r\nweb2\r\n");
        assertThat(new HostFile(file).read().endpoints())
                .containsExactly("http://web1:5985/wsman", "http://web2:5985/wsman");
    }

    @Test
    void distributesAllHostsEvenly() {
        HostList hosts = HostList.of(
                IntStream.range(0, 10).mapToObj(number -> "host" + number).toList());
        List<HostList> groups = hosts.groups(4);
        assertThat(groups).extracting(group -> group.endpoints().size()).containsExactly(3, 3, 2, 2);
        assertThat(groups.stream().flatMap(group -> group.endpoints().stream()))
                .containsExactlyInAnyOrderElementsOf(hosts.endpoints());
    }

    @Test
    void makesNoTaskWithoutHosts() {
        assertThat(HostList.of(List.of("one", "two")).groups(5)).hasSize(2);
        assertThat(HostList.of(List.of()).groups(5)).isEmpty();
    }

    @Test
    void joinsListsWithoutRepeatingHosts() {
        assertThat(HostList.of(List.of("b", "a"))
                        .and(HostList.of(List.of("b", "c")))
                        .endpoints())
                .containsExactly("http://a:5985/wsman", "http://b:5985/wsman", "http://c:5985/wsman");
    }
}
