package dev.wsman;

import static dev.wsman.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.WsmanError.Kind;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Basic: with the first request, in UTF-8, and nowhere else. */
class BasicIT {
    private static final String USER = "LAB\\Jürgen";
    private static final String PASSWORD = "pä:ss wört€\uD83D\uDE00";

    @RegisterExtension
    static final WsmanService service =
            SessionFixture.service().basic(USER, PASSWORD).build();

    @RegisterExtension
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
    void credentialsGoWithTheFirstRequestInUtf8() {
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
    void aWrongPasswordIsTriedOnceAndToldWithoutIt() {
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
    void withoutCredentialsTheOfferedSchemesAreNamed() {
        try (Session session = Session.open(service.endpoint())) {
            WsmanAuthenticationException failure =
                    catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(ONE));
            assertThat(failure).hasMessageContaining("no").hasMessageContaining("Basic");
        }
        assertThat(service.lastRequest(ServiceOperation.GET).header("Authorization"))
                .isEmpty();
    }

    @Test
    void aConnectionThatWasRefusedOnIsNotUsedAgain() {
        // openwsman resets it
        try (Session session = Session.builder(resetting.endpoint())
                .credentials(Credentials.basic(USER, "no".toCharArray()))
                .build()) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> session.get(ONE)).isInstanceOf(WsmanAuthenticationException.class);
            }
        }
    }

    @Test
    void thePasswordIsCopiedAtOnce() {
        char[] password = PASSWORD.toCharArray();
        Credentials credentials = Credentials.basic(USER, password);
        java.util.Arrays.fill(password, 'x');
        for (int i = 0; i < 2; i++) {
            try (Session session =
                    Session.builder(service.endpoint()).credentials(credentials).build()) {
                assertThat(session.get(ONE).text("Id")).contains("one");
            }
        }
    }

    @Test
    void overPlainHttpToAnotherMachineNothingIsSentUnlessAllowed() {
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
            // it went on and looked for the host
            assertThat(catchThrowableOfType(WsmanException.class, session::identify)
                            .error()
                            .kind())
                    .isEqualTo(Kind.CONNECTION);
        }
    }

    @Test
    void aNameThatBasicCannotCarryIsRefused() {
        assertThatThrownBy(() -> Credentials.basic("a:b", new char[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.basic("", new char[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Credentials.basic("a", null)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePasswordIsInNoTextNoExceptionAndNoLog() {
        List<String> said = new ArrayList<>();
        Logger root = Logger.getLogger("");
        Logger ours = Logger.getLogger("dev.wsman");
        Logger cxf = Logger.getLogger("org.apache.cxf");
        Handler handler = collecting(said);
        List<Logger> loggers = List.of(ours, cxf);
        root.addHandler(handler);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        try (Session session = open(PASSWORD)) {
            session.get(ONE);
            service.on(ServiceOperation.GET).fault(FaultKind.INTERNAL_ERROR);
            said.add(text(catchThrowableOfType(WsmanException.class, () -> session.get(ONE))));
            service.on(ServiceOperation.INVOKE).reset();
            said.add(text(catchThrowableOfType(WsmanException.class, () -> session.invoke(ONE, "Sum", null))));
            said.add(session.toString());
            said.add(Credentials.basic(USER, PASSWORD.toCharArray()).toString());
        } finally {
            loggers.forEach(logger -> logger.setLevel(null));
            root.removeHandler(handler);
        }
        String encoded = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        assertThat(said)
                .hasSizeGreaterThan(3)
                .allSatisfy(text -> assertThat(text).doesNotContain(PASSWORD).doesNotContain(encoded));
    }

    private static String text(WsmanException failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text + failure.error().xml() + failure.error();
    }

    private static Handler collecting(List<String> said) {
        Handler handler = new Handler() {
            private final SimpleFormatter formatter = new SimpleFormatter();

            @Override
            public void publish(LogRecord entry) {
                synchronized (said) {
                    said.add(formatter.format(entry));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        handler.setLevel(Level.ALL);
        return handler;
    }
}
