package dev.wsman.internal.transport.encryption;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The array into which the tokens of one connection are read, and in which some mechanisms decrypt them. A new one for
 * each reply, enlarged while it is read, was a quarter of what an enumeration over Kerberos allocated. Between two
 * replies it is reachable by a weak reference only, so that an idle connection keeps no memory.
 *
 * <p>Used by one thread at a time.
 */
public final class TokenBuffer {
    /** The room behind a token: at least as much as Kerberos rotates. */
    static final int ROOM = 64;
    /** The size at first: enough for a batch of Windows, of 75,000 characters at most. */
    private static final int FIRST = 131_072;
    /** The largest array that every JVM can allocate. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private WeakReference<byte @Nullable []> kept = new WeakReference<>(null);

    /**
     * Returns an array for a token, or for its beginning: a length that a peer only claims is not allocated. No other
     * caller gets the array before it is kept again.
     */
    byte[] take(int length) {
        byte[] array = kept.get();
        kept.clear();
        int least = (int) Math.min((long) length + ROOM, FIRST);
        return array == null || array.length < least ? new byte[least] : array;
    }

    /**
     * Returns a copy of a full array that is at most four times as long. Leaves room for a token that is a little longer
     * than this one, since the batches of an enumeration are.
     */
    static byte[] enlarged(byte[] array, int length) {
        long enough = Math.max(array.length, (long) length + length / 8 + ROOM);
        return Arrays.copyOf(array, (int) Math.min(Math.min(enough, 4L * array.length), LARGEST));
    }

    /** Keeps an array for the next token. The caller must not use it any more. */
    void keep(byte[] array) {
        kept = new WeakReference<>(array);
    }
}
