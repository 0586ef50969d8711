package dev.wsman.authentication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.fixture.AuthenticatedServices;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServerQuirk;
import dev.wsman.testkit.protocol.ServerQuirks;
import org.junit.jupiter.api.Test;

/** Rejected credentials: the error names the scheme, the offered schemes and what to check. They are sent once. */
class RejectedCredentialsIT {
    private static final char[] WRONG = "not that one".toCharArray();

    @AutoStart
    static final WsmanService service = AuthenticatedServices.everyHandshake().build();

    private static WsmanAuthenticationException rejection(WsmanService from, Credentials credentials) {
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
    void failsWithinOneRoundForWrongPasswordOfNtlm() {
        WsmanAuthenticationException failure = rejection(service, Credentials.ntlm(AuthenticatedServices.USER, WRONG));
        assertThat(failure)
                .hasMessageContaining("sent by Negotiate; it offers Negotiate, Kerberos, CredSSP")
                .hasMessageContaining("NTLM")
                .hasMessageContaining("check user, domain and password");
        assertThat(failure.error().httpStatus()).isEqualTo(401);
        assertThat(AuthenticatedServices.legs(service)).hasSize(2);
    }

    @Test
    void failsWithinOneRoundForWrongPasswordOfRawNtlm() {
        assertThat(rejection(service, Credentials.rawNtlm("nobody", WRONG)))
                .hasMessageContaining("the server refused the credentials; check user, domain and password");
        assertThat(AuthenticatedServices.legs(service)).hasSize(2);
    }

    @Test
    void keepsWrongPasswordOfCredSspFromServer() {
        assertThat(rejection(service, Credentials.credSsp(AuthenticatedServices.USER, WRONG)))
                .hasMessageContaining("CredSSP")
                .hasMessageContaining("user or password is wrong");
        assertThat(AuthenticatedServices.legs(service)).hasSize(4);
    }

    @Test
    void sendsNothingToServerAfterRejectionByKdc() {
        assertThat(rejection(
                        service,
                        AuthenticatedServices.inRealm(Credentials.kerberos(AuthenticatedServices.USER, WRONG))))
                .hasMessageContaining("Kerberos")
                .hasMessageContaining("password");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void reportsBothReasonsWhenKerberosAndNtlmFail() {
        assertThat(rejection(service, AuthenticatedServices.inRealm(Credentials.negotiate("nobody", WRONG))))
                .hasMessageContaining("refused the NTLM credentials")
                .hasMessageContaining("no Kerberos ticket")
                .hasMessageContaining("it offers Negotiate, Kerberos, CredSSP");
    }

    @Test
    void sendsWrongPasswordOfNegotiateOnce() {
        int before = service.requests().size();
        assertThat(rejection(
                        service,
                        AuthenticatedServices.inRealm(Credentials.negotiate(AuthenticatedServices.USER, WRONG))))
                .hasMessageContaining("no ticket for alice@WSMAN.IT")
                .hasMessageContaining("NTLM was not tried");
        assertThat(service.requests()).hasSize(before);
    }

    @Test
    void namesMissingSchemeAndOfferedSchemes() {
        try (WsmanService basic = AuthenticatedServices.service()
                .basic(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .digest(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .build()
                .start()) {
            assertThat(rejection(basic, Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("the server does not offer Negotiate; it offers Digest, Basic");
            assertThat(AuthenticatedServices.legs(basic)).hasSize(1);
            assertThat(rejection(
                            basic, Credentials.credSsp(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("the server does not offer CredSSP; it offers Digest, Basic");
        }
    }

    @Test
    void namesOfferedSchemesForDigestAndForNoCredentials() {
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
    void reportsServerThatKeepsNoConnection() {
        try (WsmanService closing = AuthenticatedServices.service()
                .ntlm(AuthenticatedServices.USER, AuthenticatedServices.PASSWORD)
                .quirks(ServerQuirks.STANDARD.with(ServerQuirk.CLOSE_AFTER_401))
                .build()
                .start()) {
            assertThat(rejection(
                            closing, Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password())))
                    .hasMessageContaining("needs one that stays open");
        }
        try (WsmanService closing = AuthenticatedServices.service()
                .kerberos(AuthenticatedServices.keytab(), AuthenticatedServices.PRINCIPAL)
                .quirks(ServerQuirks.STANDARD.with(ServerQuirk.CONNECTION_CLOSE))
                .build()
                .start()) {
            Credentials kerberos = AuthenticatedServices.inRealm(
                    Credentials.kerberos(AuthenticatedServices.USER, AuthenticatedServices.password()));
            assertThat(rejection(closing, kerberos)).hasMessageContaining("needs one that stays open");
        }
    }

    /** A wrong password must not be accepted because another session has authenticated the connection. */
    @Test
    void usesNoConnectionOfOtherCredentials() {
        try (Session right = AuthenticatedServices.session(service)
                .credentials(Credentials.ntlm(AuthenticatedServices.USER, AuthenticatedServices.password()))
                .build()) {
            right.get(AuthenticatedServices.ONE);
            int connection = service.requests().get(0).connection();
            service.reset();
            rejection(service, Credentials.ntlm(AuthenticatedServices.USER, WRONG));
            assertThat(service.requests()).noneMatch(request -> request.connection() == connection);
        }
    }

    @Test
    void sendsWrongPasswordOfBasicOnce() {
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
