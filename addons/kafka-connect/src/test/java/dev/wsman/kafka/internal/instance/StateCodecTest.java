package dev.wsman.kafka.internal.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.InstanceKeys;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StateCodecTest {
    private static Map<InstanceKey, Long> state(int size) {
        Map<InstanceKey, Long> state = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            TreeMap<String, String> values = new TreeMap<>(Map.of("Name", "ä service " + i));
            values.put("None", null);
            state.put(new InstanceKey("Win32_Service", values), i * 0x9E3779B97F4A7C15L);
        }
        return state;
    }

    @Test
    void readsWhatItHasWritten() {
        assertThat(StateCodec.decode(StateCodec.encode(Map.of()))).isEmpty();
        assertThat(StateCodec.decode(StateCodec.encode(state(300)))).isEqualTo(state(300));
    }

    @Test
    void keepsTwoThousandInstancesInStateOfDefaultSize() {
        Random random = new Random(1);
        Map<InstanceKey, Long> state = new LinkedHashMap<>();
        for (int i = 0; i < 2_000; i++) {
            String name =
                    random.ints(12, 'a', 'z' + 1).mapToObj(Character::toString).collect(Collectors.joining());
            state.put(new InstanceKey("Win32_Service", new TreeMap<>(Map.of("Name", name))), random.nextLong());
        }
        String text = Base64.getEncoder().encodeToString(StateCodec.encode(state));
        Object limit = InstanceConfig.DEFINITION.defaultValues().get(InstanceKeys.STATE_BYTES);
        assertThat(text.length()).isBetween(40_000, (Integer) limit);
    }

    @Test
    void rejectsDamagedState() {
        byte[] state = StateCodec.encode(state(300));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StateCodec.decode(Arrays.copyOf(state, state.length / 2)))
                .withMessageStartingWith("the state is damaged: ");
        assertThatIllegalArgumentException().isThrownBy(() -> StateCodec.decode(new byte[] {1, 2, 3}));
        assertThatIllegalArgumentException().isThrownBy(() -> StateCodec.decode(new byte[0]));
    }
}
