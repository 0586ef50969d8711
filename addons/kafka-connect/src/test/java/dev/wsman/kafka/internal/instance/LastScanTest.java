package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.kafka.internal.instance.HostMemory.ScanChanges;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastScanTest {
    private static final Instant TIME = Instant.EPOCH;

    private final LastScan.Terms terms = new LastScan.Terms(true, Set.of(), 1_000);
    private final ScannedInstance disk = new ScannedInstance(
            new InstanceKey("Disk", new TreeMap<>(Map.of("Name", "C:"))),
            Instance.parse("<Disk xmlns='urn:disk'><Name>C:</Name></Disk>"));
    private final HostMemory full =
            LastScan.restore(terms, Map.of()).changes(List.of(disk), TIME).next();

    @Test
    void takesEmptyScanForTrueOnlyIfTheNextOneAgrees() {
        ScanChanges first = full.changes(List.of(), TIME);
        assertThat(first.gone()).isEmpty();
        assertThat(first.next().offset()).isEqualTo(full.offset());
        assertThat(first.next().changes(List.of(), TIME).gone()).containsExactly(disk.key());
    }

    @Test
    void forgetsEmptyScanIfInstancesAreThereAgain() {
        ScanChanges back = full.changes(List.of(), TIME).next().changes(List.of(disk), TIME);
        assertThat(back.emitted()).isEmpty();
        assertThat(back.gone()).isEmpty();
        assertThat(back.next().changes(List.of(), TIME).gone()).isEmpty();
    }
}
