package dev.wsman.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManyInstancesClassTest {

    @Test
    void createsMillionInstancesOneByOne() {
        ManagedClass many = ManyInstancesClass.of(1_000_000, 100_000);
        assertThat(many.instances().count()).isEqualTo(1_000_000);
        Iterator<CimInstance> all = many.instances().iterator();
        assertThat(all.next().value("Id")).contains("1");
        assertThat(all.next().value("Number")).contains(2L);
        assertThat(many.instances()
                        .mapToLong(each -> (Long) each.value("Number").orElseThrow())
                        .sum())
                .isEqualTo(500_000_500_000L);
    }

    @Test
    void findsInstanceByIdWithoutReadingOthers() {
        ManagedClass many = ManyInstancesClass.of(Integer.MAX_VALUE);
        assertThat(many.find(Map.of("id", "999999999"))).get().satisfies(each -> assertThat(each.value("Payload"))
                .contains("x".repeat(16)));
        assertThat(many.find(Map.of("Id", "0"))).isEmpty();
        assertThat(many.find(Map.of("Id", "01"))).isEmpty();
        assertThat(many.find(Map.of("Id", "1", "Number", "2"))).isEmpty();
        assertThat(ManyInstancesClass.of(5).find(Map.of("Id", "6"))).isEmpty();
    }

    @Test
    void acceptsZeroInstancesButNotNegativeNumber() {
        assertThat(ManyInstancesClass.of(0).instances()).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> ManyInstancesClass.of(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> ManyInstancesClass.of(1, -1));
    }
}
