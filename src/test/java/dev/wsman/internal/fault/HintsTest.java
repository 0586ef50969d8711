package dev.wsman.internal.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which hint is shown if several codes of a failure have one. */
class HintsTest {

    @Test
    void prefersHintOfMostPreciseCode() {
        ServerFault byCode = ServerFault.local("r", 1326L);
        ServerFault unknownCode = ServerFault.local("r", 4711L);

        assertThat(Hints.of(byCode, "ACCESS_DENIED", 0))
                .hasValueSatisfying(hint -> assertThat(hint).contains("password"));
        assertThat(Hints.of(unknownCode, "ACCESS_DENIED", 0))
                .hasValueSatisfying(hint -> assertThat(hint).contains("rights"));
        assertThat(Hints.of(unknownCode, "OTHER", 0)).isEmpty();
    }

    @Test
    void prefersAdviceToHintOfCode() {
        ServerFault fault = ServerFault.local("r", 1326L);

        assertThat(Hints.of(Advice.POOL_USED_UP, fault, "AUTHENTICATION", 401))
                .contains("run fewer operations at once, or raise maxConnections");
    }

    @Test
    void prefersHintOfHttpStatusToThatOfItsNativeCode() {
        ServerFault fault = ServerFault.local("r", NativeCodes.ofHttpStatus(502).orElseThrow());

        assertThat(Hints.of(fault, "HTTP", 502)).contains("a proxy cannot reach the server");
        assertThat(Hints.of(fault, "PROTOCOL", 502))
                .hasValueSatisfying(hint -> assertThat(hint).doesNotContain("proxy cannot reach"));
    }
}
