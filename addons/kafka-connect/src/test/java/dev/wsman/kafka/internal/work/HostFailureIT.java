package dev.wsman.kafka.internal.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HostFailureIT {
    private static final char[] WRONG = "wrong".toCharArray();

    private static WsmanException failure(String endpoint, Credentials credentials) {
        try (Session session =
                Session.builder(endpoint).credentials(credentials).build()) {
            WsmanException failure = catchThrowableOfType(WsmanException.class, session::identify);
            assertThat(failure.error().kind()).isEqualTo(Kind.AUTHENTICATION);
            return failure;
        }
    }

    private static boolean isLogin(WsmanServiceBuilder builder, Credentials credentials) {
        try (WsmanService service = builder.build().start()) {
            return new HostFailure(failure(service.endpoint(), credentials)).isLogin();
        }
    }

    @Test
    void isLoginIfServerRefusesUser() {
        assertThat(isLogin(WsmanService.builder(), Credentials.ntlm("admin", WRONG)))
                .isTrue();
        assertThat(isLogin(WsmanService.builder(), Credentials.negotiate("admin", WRONG)))
                .isTrue();
        assertThat(isLogin(WsmanService.builder().basic("admin", "x"), Credentials.basic("admin", WRONG)))
                .isTrue();
        assertThat(isLogin(WsmanService.builder().digest("admin", "x"), Credentials.digest("admin", WRONG)))
                .isTrue();
    }

    @Test
    void isNotLoginIfThereIsNoKdc() {
        assertThat(isLogin(WsmanService.builder(), Credentials.kerberos("admin@NO-KDC.EXAMPLE", WRONG)))
                .isFalse();
    }

    @Test
    void isNotLoginIfNothingWasSentUnencrypted() {
        WsmanException failure = failure("http://192.0.2.1:5985", Credentials.basic("admin", WRONG));
        assertThat(new HostFailure(failure).isLogin()).isFalse();
    }

    @Test
    void pausesLongOnlyIfUserWasRefused() {
        Duration login = Duration.ofMinutes(15);
        RetryPauses pauses = new RetryPauses(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), login);
        WsmanException unsent = failure("http://192.0.2.1:5985", Credentials.basic("admin", WRONG));
        assertThat(pauses.after(new HostFailure(unsent))).isLessThan(Duration.ofSeconds(1));
        try (WsmanService service = WsmanService.builder().build().start()) {
            WsmanException refused = failure(service.endpoint(), Credentials.ntlm("admin", WRONG));
            assertThat(pauses.after(new HostFailure(refused))).isEqualTo(login);
        }
    }
}
