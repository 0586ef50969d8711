package dev.wsman.kafka.internal.instance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes the keys of a scan, with the fingerprints of their instances, as compressed bytes. The keys are first and the
 * fingerprints after them, because keys compress well and fingerprints do not.
 */
final class StateCodec {
    private static final int VERSION = 1;
    private static final int NULL = -1;

    private StateCodec() {}

    static byte[] encode(Map<InstanceKey, Long> state) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
            out.writeByte(VERSION);
            out.writeInt(state.size());
            for (InstanceKey key : state.keySet()) {
                write(key, out);
            }
            for (long fingerprint : state.values()) {
                out.writeLong(fingerprint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(InstanceKey key, DataOutputStream out) throws IOException {
        write(key.className(), out);
        out.writeInt(key.values().size());
        for (Map.Entry<String, @Nullable String> value : key.values().entrySet()) {
            write(value.getKey(), out);
            write(value.getValue(), out);
        }
    }

    private static void write(@Nullable String text, DataOutputStream out) throws IOException {
        if (text == null) {
            out.writeInt(NULL);
            return;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads what {@link #encode} has written.
     *
     * @throws IllegalArgumentException if the bytes have another form
     */
    static Map<InstanceKey, Long> decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
            if (in.readByte() != VERSION) {
                throw new IllegalArgumentException("the state has an unknown version");
            }
            int size = in.readInt();
            List<InstanceKey> keys = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                keys.add(readKey(in));
            }
            Map<InstanceKey, Long> state = new LinkedHashMap<>();
            for (InstanceKey key : keys) {
                state.put(key, in.readLong());
            }
            return state;
        } catch (IOException e) {
            throw new IllegalArgumentException("the state is damaged: " + e.getMessage(), e);
        }
    }

    private static InstanceKey readKey(DataInputStream in) throws IOException {
        String className = String.valueOf(readText(in));
        int size = in.readInt();
        SortedMap<String, @Nullable String> values = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            values.put(String.valueOf(readText(in)), readText(in));
        }
        return new InstanceKey(className, values);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NULL) {
            return null;
        }
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new IOException("a text of " + length + " bytes ends after " + bytes.length);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
