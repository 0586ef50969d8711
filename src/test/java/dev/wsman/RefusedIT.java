package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who does not get in is told the scheme, what the server offers and what to check, and has not asked twice. */
class RefusedIT {
    private static final char[] WRONG = "not that one".toCharArray();
    private static WsmanService service;

    @BeforeAll
    static void start() {
        service = AuthenticatedServices.everyHandshake().build().start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void reset() {
        service.reset();
    }

    private static WsmanAuthenticationException refused(WsmanService from, Credentials credentials) {
        try (Session session =
                AuthenticatedServices.session(from).credentials(credentials).build()) {
            WsmanAuthenticationException failure = catchThrowableOfType(
                    WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE));
            assertThat(session.error()).containsSame(failure.error());
            assertThat(AuthenticatedServices.messages(from)).as("messages sent").isEmpty();
            return failure;
        }
    }

    @Test
    void ntlmWithAWrongPasswordFailsWithinOneRound() {
        WsmanAuthenticationException failure = refused(service, Credentials.ntlm(AuthenticatedServices.USER, WRONG));
        assertThat(failure)
                .hasMessageContaining("sent by Negotiate; it offers Negotiate, Kerberos, CredSSP")
                .hasMessageContaining("NTLM")
                .hasMessageContaining("check user, domain and password");
        assertThat(failure.error().httpStatus()).isEqualTo(401);
        assertThat(AuthenticatedServices.legs(service)).hasSize(2);
    }

    @Test
    void rawNtlmWithAWrongPasswordFailsWithinOneRound() {
        assertThat(refused(service, Credentials.rawNtlm("nobody", WRONG)))
                .hasMessageContaining("the server refused the credentials; check user, domain and password");
        assertThat(AuthenticatedServices.legs(service)).hasSize(2);
    }

    @Test
    void credSspWithAWrongPasswordNeverHandsItOver() {
        assertThat(refused(service, Credentials.credSsp(AuthenticatedServices.USER, WRONG)))
                .hasMessageContaining("CredSSP")
                .hasMessageContaining("user or password is wrong");
        assertThat(AuthenticatedServices.legs(service)).hasSize(4);
    }

    @Test
    void kerberosWithAWrongPasswordFailsAtTheKdcAndAsksTheServerNothing() {
        assertThat(refused(
                        service,
                        AuthenticatedServices.inRealm(Credentials.kerberos(AuthenticatedServices.USER, WRONG))))
                .hasMessageContaining("Kerberos")
                .hasMessageContaining("password");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void negotiateTellsBothReasonsWhereBothFail() {
        assertThat(refused(service, AuthenticatedServices.inRealm(Credentials.negotiate("nobody", WRONG))))
                .hasMessageContaining("refused the NTLM credentials")
                .hasMessageContaining("no Kerberos ticket")
                .hasMessageContaining("it offers Negotiate, Kerberos, CredSSP");
    }

    @Test
    void negotiateTriesAWrongPasswordOnce() {
        int before = service.requests().size();
        assertThat(refused(
                        service,
                        AuthenticatedServices.inRealm(Credentials.negotiate(AuthenticatedServices.USER, WRONG))))
                .hasMessageContaining("no ticket for alice@WSMAN.IT")
                .hasMessageContaining("NTLM was not tried");
        assertThat(service.requests()).hasSize(before);
    }

    @Test
    void aSchemeThatTheServerDoesNotOfferIsNamedBesideThoseItOffers() {
        try (WsmanService basic = AuthenticatedServices.service()
                .basic(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .digest(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .build()
                .start()) {
            assertThat(refused(basic, Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("the server does not offer Negotiate; it offers Digest, Basic");
            assertThat(AuthenticatedServices.legs(basic)).hasSize(1);
            assertThat(refused(
                            basic, Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("the server does not offer CredSSP; it offers Digest, Basic");
        }
    }

    @Test
    void aDigestThatIsNotOfferedAndNoCredentialsAtAllAreToldWhatIs() {
        for (Credentials credentials : new Credentials[] {
            Credentials.digest(AuthenticatedServices.USER, AuthenticatedServices.password()), Credentials.none()
        }) {
            try (Session session = AuthenticatedServices.session(service)
                    .credentials(credentials)
                    .build()) {
                assertThat(catchThrowableOfType(
                                WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                        .hasMessageContaining("it offers Negotiate, Kerberos, CredSSP");
            }
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aServerThatKeepsNoConnectionIsToldApart() {
        try (WsmanService closing = AuthenticatedServices.service()
                .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .quirks(ServerQuirks.STANDARD.with(ServerQuirk.CLOSE_AFTER_401))
                .build()
                .start()) {
            assertThat(refused(closing, Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("needs one that stays open");
        }
        try (WsmanService closing = AuthenticatedServices.service()
                .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
                .quirks(ServerQuirks.STANDARD.with(ServerQuirk.CONNECTION_CLOSE))
                .build()
                .start()) {
            Credentials kerberos = AuthenticatedServices.inRealm(
                    Credentials.kerberos(AuthenticatedServices.USER, AuthenticatedServices.password()));
            assertThat(refused(closing, kerberos)).hasMessageContaining("needs one that stays open");
        }
    }

    /** A wrong password must not seem right because somebody else has authenticated already. */
    @Test
    void noConnectionIsLentToOtherCredentials() {
        try (Session right = AuthenticatedServices.session(service)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .build()) {
            right.get(AuthenticatedServices.ONE);
            int connection = service.requests().get(0).connection();
            service.reset();
            refused(service, Credentials.ntlm(AuthenticatedServices.USER, WRONG));
            assertThat(service.requests()).noneMatch(request -> request.connection() == connection);
        }
    }

    @Test
    void aWrongPasswordOfBasicIsSentOnce() {
        try (WsmanService basic = AuthenticatedServices.service()
                        .basic(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                        .build()
                        .start();
                Session session = AuthenticatedServices.session(basic)
                        .credentials(Credentials.basic(AuthenticatedServices.USER, WRONG))
                        .build()) {
            assertThat(catchThrowableOfType(
                            WsmanAuthenticationException.class, () -> session.get(AuthenticatedServices.ONE)))
                    .hasMessageContaining("sent by Basic; it offers Basic");
            assertThat(basic.requests()).hasSize(1);
        }
    }
}
