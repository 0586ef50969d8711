package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanError.Kind;
import dev.wsman.WsmanTransportException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.proxy.ProxyServer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemes that send the password: only over https, to this machine, or if the caller allows it. */
class PasswordOverHttpIT {
    private static final String SECRET = "geheim-7";

    private static Stream<Credentials> schemesThatSendPassword() {
        return Stream.of(
                Credentials.basic("user", SECRET.toCharArray()), Credentials.credSsp("user", SECRET.toCharArray()));
    }

    static Stream<Arguments> otherMachines() {
        return schemesThatSendPassword().flatMap(credentials -> Stream.of(
                        "http://server.invalid",
                        "http://x.localhost",
                        "http://localhost.",
                        "http://127.999.0.1",
                        "http://127.1",
                        "http://2130706433",
                        "http://0x7f.1",
                        "http://[::2]")
                .map(endpoint -> Arguments.of(credentials, endpoint)));
    }

    @ParameterizedTest(name = "{0} to {1}")
    @MethodSource("otherMachines")
    void sendsNothingToAnotherMachineUnlessAllowed(Credentials credentials, String endpoint) {
        try (Session session =
                Session.builder(endpoint).credentials(credentials).build()) {
            for (Runnable operation :
                    List.<Runnable>of(session::identify, () -> session.get(AuthenticatedServices.ONE))) {
                WsmanAuthenticationException failure =
                        catchThrowableOfType(WsmanAuthenticationException.class, operation::run);
                assertThat(failure)
                        .hasMessageContaining(credentials + " over plain http would hand user and password to")
                        .hasMessageContaining("nothing was sent")
                        .hasMessageContaining("allowUnencrypted")
                        .hasMessageNotContaining(SECRET)
                        .hasNoCause();
                assertThat(failure.error().httpStatus()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("schemesThatSendPassword")
    void connectsOverHttpsAndWhenAllowed(Credentials credentials) {
        // both sessions try to resolve the host, which does not exist
        try (Session secured = Session.builder("https://server.invalid")
                        .credentials(credentials)
                        .build();
                Session allowed = Session.builder("http://server.invalid")
                        .credentials(credentials)
                        .allowUnencrypted()
                        .build()) {
            for (Session session : List.of(secured, allowed)) {
                assertThat(catchThrowableOfType(WsmanTransportException.class, session::identify)
                                .error()
                                .kind())
                        .isEqualTo(Kind.CONNECTION);
            }
        }
    }

    /** These schemes prove knowledge of the password without sending it. */
    @ParameterizedTest
    @ValueSource(strings = {"Digest", "NTLM"})
    void needsNoPermissionForSchemesThatDoNotSendPassword(String scheme) {
        Credentials credentials = scheme.equals("NTLM")
                ? Credentials.ntlm("user", SECRET.toCharArray())
                : Credentials.digest("user", SECRET.toCharArray());
        try (Session session = Session.builder("http://server.invalid")
                .credentials(credentials)
                .build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, session::identify)
                            .error()
                            .kind())
                    .isEqualTo(Kind.CONNECTION);
        }
    }

    @ParameterizedTest
    @MethodSource("schemesThatSendPassword")
    void sendsNothingThroughProxyOnAnotherMachineUnlessAllowed(Credentials credentials) {
        Session.Builder builder =
                Session.builder("http://127.0.0.1:1").credentials(credentials).proxy("proxy.wsman.invalid:3128");
        try (Session session = builder.build()) {
            assertThat(catchThrowableOfType(WsmanAuthenticationException.class, session::identify))
                    .hasMessageContaining("nothing was sent");
        }
        try (Session session = builder.allowUnencrypted().build()) {
            assertThat(catchThrowableOfType(WsmanTransportException.class, session::identify))
                    .hasMessageContaining("proxy.wsman.invalid");
        }
    }

    @Test
    void sendsPasswordToThisMachineAndThroughProxyOnIt() {
        try (WsmanService service =
                        AuthenticatedServices.everyHandshake().build().start();
                ProxyServer proxy = ProxyServer.create().start();
                Session direct = AuthenticatedServices.session(service)
                        .credentials(Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password()))
                        .build();
                Session forwarded = AuthenticatedServices.session(service)
                        .proxy("127.0.0.1:" + proxy.port())
                        .credentials(Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password()))
                        .build()) {
            assertThat(direct.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(forwarded.get(AuthenticatedServices.ONE).text("Id")).contains("one");
            assertThat(proxy.requests()).isNotEmpty();
        }
    }
}
