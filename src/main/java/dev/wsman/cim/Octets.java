package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ViewFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.xml.XMLConstants;

/**
 * The octets of a property and the form they are in: one text in base64 or hexadecimal, or numbers, which may begin with
 * the four octets of their length (DSP0004, OctetString).
 */
final class Octets {
    private static final int LENGTH = 4;

    private final Instance instance;
    private final String property;
    private final List<String> texts;

    Octets(Instance instance, String property) {
        this.instance = instance;
        this.property = property;
        this.texts = instance.texts(property);
    }

    /** The texts of an array's values: OMI writes all of a uint8[] as one text in base64, and says so in xsi:type. */
    List<String> texts() {
        if (!isOneText()) {
            return texts;
        }
        List<String> numbers = new ArrayList<>();
        for (byte octet : oneText()) {
            numbers.add(String.valueOf(Byte.toUnsignedInt(octet)));
        }
        return numbers;
    }

    /** The octets without their length. */
    byte[] value() {
        if (!areNumbers()) {
            return oneText();
        }
        byte[] all = numbers();
        return isCounted(all) ? Arrays.copyOfRange(all, LENGTH, all.length) : all;
    }

    /** What to send of other octets in the form that these have. */
    Object sameForm(byte[] octets) {
        if (!areNumbers()) {
            return octets;
        }
        int length = isCounted(numbers()) ? LENGTH : 0;
        ByteBuffer all = ByteBuffer.allocate(length + octets.length);
        if (length > 0) {
            all.putInt(length + octets.length);
        }
        List<Integer> numbers = new ArrayList<>();
        for (byte octet : all.put(octets).array()) {
            numbers.add(Byte.toUnsignedInt(octet));
        }
        return numbers;
    }

    private boolean isOneText() {
        return texts.size() == 1 && (isOf("ase64Binary") || isOf("exBinary"));
    }

    /** {@code xs:base64Binary}, {@code cim:cimHexBinary}: servers differ in the rest. */
    private boolean isOf(String type) {
        return instance.attribute(property, XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type")
                .filter(said -> said.strip().endsWith(type))
                .isPresent();
    }

    private boolean areNumbers() {
        return !texts.isEmpty()
                && !isOneText()
                && texts.stream().allMatch(text -> text.strip().matches("[0-9]{1,3}"));
    }

    private byte[] oneText() {
        if (texts.isEmpty() || !isOf("exBinary")) {
            return instance.bytes(property).orElse(new byte[0]);
        }
        try {
            return HexFormat.of().parseHex(texts.get(0).strip());
        } catch (IllegalArgumentException bad) {
            throw ViewFactory.unreadable(property, texts.get(0), "octets in hexadecimal");
        }
    }

    private byte[] numbers() {
        byte[] octets = new byte[texts.size()];
        for (int i = 0; i < octets.length; i++) {
            int number = Integer.parseInt(texts.get(i).strip());
            if (number > 255) {
                throw ViewFactory.unreadable(property, String.valueOf(number), "an octet");
            }
            octets[i] = (byte) number;
        }
        return octets;
    }

    private static boolean isCounted(byte[] octets) {
        return octets.length >= LENGTH && ByteBuffer.wrap(octets).getInt() == octets.length;
    }
}
