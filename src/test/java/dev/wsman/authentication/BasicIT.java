package dev.wsman.authentication;

import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanException;
import dev.wsman.fixture.LogRecorder;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Basic: credentials go out with the first request, in UTF-8, and appear in no other place. */
class BasicIT {
    private static final String USER = "LAB\\Jürgen";
    private static final String PASSWORD = "pä:ss wört€\uD83D\uDE00";

    @AutoStart
    static final WsmanService service =
            SessionFixture.service().basic(USER, PASSWORD).build();

    @AutoStart
    static final WsmanService resetting = SessionFixture.service()
            .quirks(ServerQuirks.STANDARD.with(ServerQuirk.RESET_AFTER_401))
            .basic(USER, PASSWORD)
            .build();

    private static Session open(String password) {
        return Session.builder(service.endpoint())
                .credentials(Credentials.basic(USER, password.toCharArray()))
                .build();
    }

    @Test
    void sendsCredentialsInUtf8WithFirstRequest() {
        try (Session session = open(PASSWORD)) {
            session.get(ONE);
            session.get(ONE);
        }
        String expected =
                "Basic " + Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(service.requests()).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.headers().get("Authorization")).containsExactly(expected);
            assertThat(sent.responseStatus()).isEqualTo(200);
        });
    }

    @Test
    void sendsWrongPasswordOnceAndDoesNotRepeatItInError() {
        try (Session session = open("wrong-secret")) {
            WsmanAuthenticationException failure =
                    catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
            assertThat(failure.error().kind()).isEqualTo(Kind.AUTHENTICATION);
            assertThat(failure.error().httpStatus()).isEqualTo(401);
            assertThat(failure.error().nativeCode()).hasValue(1326);
            assertThat(failure).hasMessageContaining("Basic").hasMessageNotContaining("wrong-secret");
            assertThat(service.requests()).hasSize(1);
            assertThatThrownBy(session::identify).isInstanceOf(WsmanAuthenticationException.class);
        }
    }

    @Test
    void namesOfferedSchemesWithoutCredentials() {
        try (Session session = Session.open(service.endpoint())) {
            WsmanAuthenticationException failure =
                    catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
            assertThat(failure).hasMessageContaining("no").hasMessageContaining("Basic");
        }
        assertThat(service.lastRequest(ServiceOperation.GET).header("Authorization"))
                .isEmpty();
    }

    @Test
    void opensNewConnectionAfterRejection() {
        // openwsman resets a connection after it sent 401
        try (Session session = Session.builder(resetting.endpoint())
                .credentials(Credentials.basic(USER, "no".toCharArray()))
                .build()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> session.get(ONE)).isInstanceOf(WsmanAuthenticationException.class);
            }
        }
    }

    @Test
    void copiesPasswordImmediately() {
        char[] password = PASSWORD.toCharArray();
        Credentials credentials = Credentials.basic(USER, password);
        Arrays.fill(password, 'x');
        for (int i = 0; i < 2; i++) {
            try (Session session =
                    Session.builder(service.endpoint()).credentials(credentials).build()) {
                assertThat(session.get(ONE).text("Id")).contains("one");
            }
        }
    }

    @Test
    void sendsNothingOverPlainHttpToAnotherMachineUnlessAllowed() {
        Credentials basic = Credentials.basic(USER, PASSWORD.toCharArray());
        try (Session session =
                Session.builder("http://server.invalid").credentials(basic).build()) {
            for (Runnable operation : List.<Runnable>of(session::identify, () -> session.get(ONE))) {
                WsmanAuthenticationException failure =
                        catchThrowableOfType(WsmanAuthenticationException.class, operation::run);
                assertThat(failure)
                        .hasMessageContaining("nothing was sent")
                        .hasMessageContaining("allowUnencrypted")
                        .hasMessageNotContaining(PASSWORD);
                assertThat(failure.error().httpStatus()).isZero();
                assertThat(failure).hasNoCause();
            }
        }
        try (Session session = Session.builder("http://server.invalid")
                .credentials(basic)
                .allowUnencrypted()
                .build()) {
            // the session tried to resolve the host
            assertThat(catchThrowableOfType(WsmanException.class, session::identify)
                            .error()
                            .kind())
                    .isEqualTo(Kind.CONNECTION);
        }
    }

    @Test
    void rejectsNamesThatBasicCannotCarry() {
        assertThatThrownBy(() -> Credentials.basic("a:b", new char[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.basic("", new char[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.basic("a", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsPasswordOutOfTextsExceptionsAndLog() {
        List<String> texts = new ArrayList<>();
        try (LogRecorder recorder = LogRecorder.of("dev.wsman", "org.apache.cxf")) {
            try (Session session = open(PASSWORD)) {
                session.get(ONE);
                service.on(ServiceOperation.GET).fault(FaultKind.INTERNAL_ERROR);
                texts.add(text(catchThrowableOfType(WsmanException.class, () -> session.get(ONE))));
                service.on(ServiceOperation.INVOKE).reset();
                texts.add(text(catchThrowableOfType(WsmanException.class, () -> session.invoke(ONE, "Sum", null))));
                texts.add(session.toString());
                texts.add(Credentials.basic(USER, PASSWORD.toCharArray()).toString());
            }
            texts.add(recorder.text(entry -> true));
        }
        String encoded = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(texts)
                .hasSizeGreaterThan(3)
                .allSatisfy(text -> assertThat(text).doesNotContain(PASSWORD).doesNotContain(encoded));
    }

    private static String text(WsmanException failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text + failure.error().xml() + failure.error();
    }
}
