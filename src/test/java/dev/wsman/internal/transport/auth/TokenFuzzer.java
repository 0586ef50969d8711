package dev.wsman.internal.transport.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.wsman.internal.transport.encryption.EncryptedTooLongException;
import dev.wsman.internal.transport.encryption.EncryptionBrokenException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/**
 * Damages tokens at random, in the same way in each run. The system property {@code wsman.fuzz.runs} sets the number
 * of tokens, and {@code wsman.fuzz.seed} the seed.
 */
public final class TokenFuzzer {
    /** The number of tokens for a test. */
    public static final int RUNS = Math.min(100_000, Math.max(100, Integer.getInteger("wsman.fuzz.runs", 3_000)));
    /** The number for a test that makes keys and runs a handshake for each token. */
    public static final int FEW = RUNS / 30;

    private static final long SEED = Long.getLong("wsman.fuzz.seed", 20261126L);

    private final Random chance = new Random(SEED);

    /** The source of chance, for tests that compose tokens. */
    public Random chance() {
        return chance;
    }

    /** Reads a token of a server. */
    @FunctionalInterface
    public interface Reader {
        void read(byte[] token) throws Exception;
    }

    /** Lets the reader read a damaged version of the token. It must succeed, or fail with a declared exception. */
    public void feed(byte[] token, Reader reader) {
        byte[] worse = worse(token);
        try {
            reader.read(worse);
        } catch (AuthenticationFailedException | EncryptionBrokenException | EncryptedTooLongException declared) {
            assertThat(declared.getMessage()).isNotBlank();
        } catch (Exception | StackOverflowError undeclared) {
            fail("seed " + SEED + ", token " + Base64.getEncoder().encodeToString(worse), undeclared);
        }
    }

    private byte[] worse(byte[] token) {
        byte[] worse = token.clone();
        for (int i = chance.nextInt(4); i >= 0; i--) {
            worse = switch (chance.nextInt(6)) {
                case 0 -> Arrays.copyOf(worse, chance.nextInt(worse.length + 1));
                case 1 -> Arrays.copyOf(worse, worse.length + chance.nextInt(40));
                case 2 -> without(worse, chance.nextInt(worse.length + 1), chance.nextInt(9));
                case 3 -> with(worse, chance.nextInt(worse.length + 1));
                default -> changed(worse);
            };
        }
        return worse;
    }

    private byte[] changed(byte[] token) {
        if (token.length > 0) {
            byte[] extremes = {0, 1, 0x7f, (byte) 0x80, (byte) 0x84, (byte) 0xff, (byte) chance.nextInt()};
            token[chance.nextInt(token.length)] = extremes[chance.nextInt(extremes.length)];
        }
        return token;
    }

    private static byte[] without(byte[] token, int at, int length) {
        int end = Math.min(token.length, at + length);
        byte[] shorter = Arrays.copyOf(token, token.length - (end - at));
        System.arraycopy(token, end, shorter, at, token.length - end);
        return shorter;
    }

    private byte[] with(byte[] token, int at) {
        byte[] more = new byte[1 + chance.nextInt(8)];
        chance.nextBytes(more);
        byte[] longer = Arrays.copyOf(token, token.length + more.length);
        System.arraycopy(more, 0, longer, at, more.length);
        System.arraycopy(token, at, longer, at + more.length, token.length - at);
        return longer;
    }
}
