package dev.wsman.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Closing a session wipes its credentials. */
class AuthenticationTest {
    private static final String PASSWORD = "p\u00e4ss:w\u00f6rt \u20ac \uD83D\uDE00";

    /** The bytes of the header that a Basic login holds, not a copy of them. */
    private static byte[] held(Authentication basic) throws ReflectiveOperationException {
        Field header = Authentication.Fixed.class.getDeclaredField("header");
        header.setAccessible(true);
        return (byte[]) header.get(basic);
    }

    @Test
    void overwritesHeaderOfBasicOnClose() throws Exception {
        Authentication basic = Authentication.basic("user", PASSWORD.toCharArray());
        String expected =
                "Basic " + Base64.getEncoder().encodeToString(("user:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        byte[] held = held(basic);
        assertThat(new String(held, StandardCharsets.US_ASCII)).isEqualTo(expected);
        basic.close();
        assertThat(held).containsOnly(0);
    }

    @Test
    void closesBothLoginsOnClose() throws Exception {
        Authentication login = Authentication.basic("user", PASSWORD.toCharArray());
        Authentication proxyLogin = Authentication.basic("user", PASSWORD.toCharArray());
        byte[][] held = {held(login), held(proxyLogin)};
        EndpointAddress server = new EndpointAddress(false, "127.0.0.1", 1, "/wsman");
        new HttpTransport(TransportFixture.settings(server, login, false, null, proxyLogin)).close();
        assertThat(held[0]).containsOnly(0);
        assertThat(held[1]).containsOnly(0);
    }
}
