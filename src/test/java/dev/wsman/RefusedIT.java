package dev.wsman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.Manner;
import dev.wsman.testkit.protocol.Manners;
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
        service = Guarded.everyHandshake().build().start();
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
        try (Session session = Guarded.session(from).credentials(credentials).build()) {
            WsmanAuthenticationException failure =
                    catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(Guarded.ONE));
            assertThat(session.error()).containsSame(failure.error());
            assertThat(Guarded.messages(from)).as("messages sent").isEmpty();
            return failure;
        }
    }

    @Test
    void ntlmWithAWrongPasswordFailsWithinOneRound() {
        WsmanAuthenticationException failure = refused(service, Credentials.ntlm(Guarded.USER, WRONG));
        assertThat(failure)
                .hasMessageContaining("sent by Negotiate; it offers Negotiate, Kerberos, CredSSP")
                .hasMessageContaining("NTLM")
                .hasMessageContaining("check user, domain and password");
        assertThat(failure.error().httpStatus()).isEqualTo(401);
        assertThat(Guarded.legs(service)).hasSize(2);
    }

    @Test
    void rawNtlmWithAWrongPasswordFailsWithinOneRound() {
        assertThat(refused(service, Credentials.rawNtlm("nobody", WRONG)))
                .hasMessageContaining("the server refused the credentials; check user, domain and password");
        assertThat(Guarded.legs(service)).hasSize(2);
    }

    @Test
    void credSspWithAWrongPasswordNeverHandsItOver() {
        assertThat(refused(service, Credentials.credSsp(Guarded.USER, WRONG)))
                .hasMessageContaining("CredSSP")
                .hasMessageContaining("user or password is wrong");
        assertThat(Guarded.legs(service)).hasSize(4);
    }

    @Test
    void kerberosWithAWrongPasswordFailsAtTheKdcAndAsksTheServerNothing() {
        assertThat(refused(service, Guarded.inRealm(Credentials.kerberos(Guarded.USER, WRONG))))
                .hasMessageContaining("Kerberos")
                .hasMessageContaining("password");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void negotiateTellsBothReasonsWhereBothFail() {
        assertThat(refused(service, Guarded.inRealm(Credentials.negotiate("nobody", WRONG))))
                .hasMessageContaining("refused the NTLM credentials")
                .hasMessageContaining("no Kerberos ticket")
                .hasMessageContaining("it offers Negotiate, Kerberos, CredSSP");
    }

    @Test
    void negotiateTriesAWrongPasswordOnce() {
        int before = service.requests().size();
        assertThat(refused(service, Guarded.inRealm(Credentials.negotiate(Guarded.USER, WRONG))))
                .hasMessageContaining("no ticket for alice@WSMAN.IT")
                .hasMessageContaining("NTLM was not tried");
        assertThat(service.requests()).hasSize(before);
    }

    @Test
    void aSchemeThatTheServerDoesNotOfferIsNamedBesideThoseItOffers() {
        try (WsmanService basic = Guarded.service()
                .basic(Guarded.USER, Guarded.PASSWORD)
                .digest(Guarded.USER, Guarded.PASSWORD)
                .build()
                .start()) {
            assertThat(refused(basic, Credentials.ntlm(Guarded.USER, Guarded.password())))
                    .hasMessageContaining("the server does not offer Negotiate; it offers Digest, Basic");
            assertThat(Guarded.legs(basic)).hasSize(1);
            assertThat(refused(basic, Credentials.credSsp(Guarded.USER, Guarded.password())))
                    .hasMessageContaining("the server does not offer CredSSP; it offers Digest, Basic");
        }
    }

    @Test
    void aDigestThatIsNotOfferedAndNoCredentialsAtAllAreToldWhatIs() {
        for (Credentials credentials :
                new Credentials[] {Credentials.digest(Guarded.USER, Guarded.password()), Credentials.none()}) {
            try (Session session =
                    Guarded.session(service).credentials(credentials).build()) {
                assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(Guarded.ONE)))
                        .hasMessageContaining("it offers Negotiate, Kerberos, CredSSP");
            }
        }
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    void aServerThatKeepsNoConnectionIsToldApart() {
        try (WsmanService closing = Guarded.service()
                .ntlm(Guarded.USER, Guarded.PASSWORD)
                .manners(Manners.STANDARD.with(Manner.CLOSE_AFTER_401))
                .build()
                .start()) {
            assertThat(refused(closing, Credentials.ntlm(Guarded.USER, Guarded.password())))
                    .hasMessageContaining("needs one that stays open");
        }
        try (WsmanService closing = Guarded.service()
                .kerberos(Guarded.keytab(), Guarded.PRINCIPAL)
                .manners(Manners.STANDARD.with(Manner.CONNECTION_CLOSE))
                .build()
                .start()) {
            Credentials kerberos = Guarded.inRealm(Credentials.kerberos(Guarded.USER, Guarded.password()));
            assertThat(refused(closing, kerberos)).hasMessageContaining("needs one that stays open");
        }
    }

    /** A wrong password must not seem right because somebody else has authenticated already. */
    @Test
    void noConnectionIsLentToOtherCredentials() {
        try (Session right = Guarded.session(service)
                .credentials(Credentials.ntlm(Guarded.USER, Guarded.password()))
                .build()) {
            right.get(Guarded.ONE);
            int connection = service.requests().get(0).connection();
            service.reset();
            refused(service, Credentials.ntlm(Guarded.USER, WRONG));
            assertThat(service.requests()).noneMatch(request -> request.connection() == connection);
        }
    }

    @Test
    void aWrongPasswordOfBasicIsSentOnce() {
        try (WsmanService basic = Guarded.service()
                        .basic(Guarded.USER, Guarded.PASSWORD)
                        .build()
                        .start();
                Session session = Guarded.session(basic)
                        .credentials(Credentials.basic(Guarded.USER, WRONG))
                        .build()) {
            assertThat(catchThrowableOfType(WsmanAuthenticationException.class, () -> session.get(Guarded.ONE)))
                    .hasMessageContaining("sent by Basic; it offers Basic");
            assertThat(basic.requests()).hasSize(1);
        }
    }
}
