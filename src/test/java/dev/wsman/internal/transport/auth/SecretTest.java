package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.internal.transport.auth.credssp.CredSspContextFactory;
import dev.wsman.internal.transport.auth.digest.DigestSessionPool;
import dev.wsman.internal.transport.auth.kerberos.KerberosContextFactory;
import dev.wsman.internal.transport.auth.kerberos.KerberosLogin;
import dev.wsman.internal.transport.auth.kerberos.KerberosOptions;
import dev.wsman.internal.transport.auth.ntlm.NtlmContextFactory;
import dev.wsman.internal.transport.auth.spnego.NegotiateContextFactory;
import dev.wsman.internal.transport.auth.spnego.SpnegoContextFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing a secret wipes it. Encoding it leaves no copy in memory but the returned one. */
class SecretTest {
    private static final String PASSWORD = "p\u00e4ss w\u00f6rt \u20ac \uD83D\uDE00";

    /** The characters that a secret holds, not a copy of them. */
    private static char[] held(Secret secret) throws ReflectiveOperationException {
        Field characters = Secret.class.getDeclaredField("characters");
        characters.setAccessible(true);
        return (char[]) characters.get(secret);
    }

    @Test
    void overwritesCharactersOnClose() throws Exception {
        Secret secret = new Secret(PASSWORD.toCharArray());
        char[] held = held(secret);
        assertThat(held).isEqualTo(PASSWORD.toCharArray());
        secret.close();
        assertThat(held).isEqualTo(new char[PASSWORD.length()]);
        assertThatThrownBy(secret::copy).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.encode(StandardCharsets.UTF_8)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(secret::isLatin1).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keepsOwnCopyOfCharacters() throws Exception {
        char[] given = PASSWORD.toCharArray();
        Secret secret = new Secret(given);
        char[] taken = secret.copy();
        assertThat(held(secret)).isNotSameAs(given).isNotSameAs(taken);
        taken[0] = 'x';
        given[0] = 'y';
        assertThat(secret.encode(StandardCharsets.UTF_8)).isEqualTo(PASSWORD.getBytes(StandardCharsets.UTF_8));
        secret.close();
        assertThat(given[1]).isEqualTo(PASSWORD.charAt(1));
        assertThat(taken[1]).isEqualTo(PASSWORD.charAt(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", PASSWORD, "\ud800", "\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac\u20ac"})
    void encodesAsTheJdkDoes(String text) {
        Secret secret = new Secret(text.toCharArray());
        for (Charset charset : new Charset[] {
            StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII
        }) {
            assertThat(secret.encode(charset)).isEqualTo(text.getBytes(charset));
        }
        assertThat(secret.isLatin1())
                .isEqualTo(StandardCharsets.ISO_8859_1.newEncoder().canEncode(text));
    }

    /** The JDK's encoder leaves a buffer behind whenever it needs a larger one. */
    @Test
    void leavesNoOtherCopyWhenEncoding() {
        RecordingCharset charset = new RecordingCharset();
        byte[] encoded = new Secret("geheim".toCharArray()).encode(charset);
        assertThat(encoded).isEqualTo("geheim".getBytes(StandardCharsets.US_ASCII));
        assertThat(charset.buffers).isNotEmpty().allSatisfy(buffer -> {
            assertThat(buffer).isNotSameAs(encoded);
            assertThat(buffer).containsOnly(0);
        });
    }

    /**
     * ASCII with an encoder that underestimates the length of its output, and records the buffers that it was given.
     */
    private static final class RecordingCharset extends Charset {
        private final List<byte[]> buffers = new ArrayList<>();

        RecordingCharset() {
            super("x-recording", null);
        }

        @Override
        public boolean contains(Charset other) {
            return false;
        }

        @Override
        public CharsetDecoder newDecoder() {
            throw new UnsupportedOperationException();
        }

        @Override
        public CharsetEncoder newEncoder() {
            return new CharsetEncoder(this, 0.1f, 2f) {
                @Override
                public boolean isLegalReplacement(byte[] replacement) {
                    return true;
                }

                @Override
                protected CoderResult encodeLoop(CharBuffer in, ByteBuffer out) {
                    buffers.add(out.array());
                    while (in.hasRemaining()) {
                        if (!out.hasRemaining()) {
                            return CoderResult.OVERFLOW;
                        }
                        out.put((byte) in.get());
                    }
                    return CoderResult.UNDERFLOW;
                }
            };
        }
    }

    static Stream<Arguments> holders() {
        char[] password = PASSWORD.toCharArray();
        return Stream.of(
                Arguments.of(new SpnegoContextFactory(new NtlmContextFactory(
                        NtlmContextFactory.Carrier.RAW_NEGOTIATE, "user", password, ServiceName.HTTP))),
                Arguments.of(new CredSspContextFactory("user", password, ServiceName.HTTP)),
                Arguments.of(new NegotiateContextFactory("user", password, KerberosOptions.DEFAULT)),
                Arguments.of(
                        new KerberosContextFactory(KerberosLogin.password("user", password), KerberosOptions.DEFAULT)),
                Arguments.of(new DigestSessionPool("user", password)));
    }

    @ParameterizedTest
    @MethodSource("holders")
    void overwritesPasswordWhenItsHolderIsClosed(AutoCloseable holder) throws Exception {
        List<Secret> secrets = new ArrayList<>();
        collect(holder, secrets);
        List<char[]> held = new ArrayList<>();
        for (Secret secret : secrets) {
            held.add(held(secret));
        }
        assertThat(held).isNotEmpty().allSatisfy(each -> assertThat(each).isEqualTo(PASSWORD.toCharArray()));
        holder.close();
        assertThat(held).allSatisfy(each -> assertThat(each).isEqualTo(new char[PASSWORD.length()]));
    }

    /** Collects the secrets in an object, and in its fields whose types are in this package or a subpackage. */
    private static void collect(Object holder, List<Secret> found) throws IllegalAccessException {
        for (Field field : holder.getClass().getDeclaredFields()) {
            boolean ours = field.getType().getName().startsWith(SecretTest.class.getPackageName() + ".");
            if (!ours
                    || Modifier.isStatic(field.getModifiers())
                    || field.getType().isEnum()) {
                continue;
            }
            field.setAccessible(true);
            Object value = field.get(holder);
            if (value instanceof Secret secret) {
                found.add(secret);
            } else if (value != null) {
                collect(value, found);
            }
        }
    }
}
