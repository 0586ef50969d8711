package dev.wsman.internal.value;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which servers send an array of bytes, a {@code uint8[]}. It is either one text, in base64 or in the
 * encoding that {@code xsi:type} names, or a number for each byte. The numbers of an {@code OctetString} begin with a
 * length of four bytes, which includes these four (DSP0004).
 *
 * <pre>{@code
 *  <Data>AQL/</Data>                                      01 02 FF
 *  <Data xsi:type="xs:base64Binary">AQL/</Data>           01 02 FF    OMI
 *  <Data xsi:type="cim:cimHexBinary">0102ff</Data>        01 02 FF
 *  <Data>1</Data><Data>2</Data><Data>255</Data>           01 02 FF
 *  <Data>0</Data><Data>0</Data><Data>0</Data><Data>7</Data>
 *  <Data>1</Data><Data>2</Data><Data>255</Data>           01 02 FF    an OctetString
 * }</pre>
 */
public final class ByteArrays {
    private static final int LENGTH = 4;

    private ByteArrays() {}

    /** Returns whether an {@code xsi:type} means one text with all bytes, in base64 or hexadecimal. */
    public static boolean isOneText(@Nullable String xsiType) {
        return isBase64(xsiType) || isHexadecimal(xsiType);
    }

    private static boolean isBase64(@Nullable String xsiType) {
        return xsiType != null && xsiType.strip().endsWith("ase64Binary");
    }

    /** Returns whether an {@code xsi:type} means hexadecimal: {@code xs:hexBinary}, {@code cim:cimHexBinary}. */
    public static boolean isHexadecimal(@Nullable String xsiType) {
        return xsiType != null && xsiType.strip().endsWith("exBinary");
    }

    /**
     * Reads all bytes from one text: in hexadecimal if the type means that, in base64 otherwise.
     *
     * @throws NotAValueException if the text is not in that form
     */
    public static byte[] decode(String text, @Nullable String xsiType) {
        boolean hexadecimal = isHexadecimal(xsiType);
        try {
            return hexadecimal
                    ? HexFormat.of().parseHex(text.strip())
                    : Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new NotAValueException(text, hexadecimal ? "bytes in hexadecimal" : "base64", e);
        }
    }

    /** Writes bytes as base64 in one text. */
    public static String print(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Reads the bytes of a property in any form, without the length of an {@code OctetString}.
     *
     * @param texts the texts of the property's elements; if there are none, the result is empty
     * @param xsiType the type of the first element
     * @throws NotAValueException if the texts are not in one of the forms
     */
    public static byte[] read(List<String> texts, @Nullable String xsiType) {
        if (texts.isEmpty()) {
            return new byte[0];
        }
        if (!areNumbers(texts, xsiType)) {
            return decode(texts.get(0), xsiType);
        }
        byte[] all = numbers(texts);
        return hasLength(all) ? Arrays.copyOfRange(all, LENGTH, all.length) : all;
    }

    private static boolean areNumbers(List<String> texts, @Nullable String xsiType) {
        return !texts.isEmpty()
                && !(texts.size() == 1 && isOneText(xsiType))
                && texts.stream().allMatch(text -> text.strip().matches("[0-9]{1,3}"));
    }

    private static byte[] numbers(List<String> texts) {
        byte[] bytes = new byte[texts.size()];
        for (int i = 0; i < bytes.length; i++) {
            int number = Integer.parseInt(texts.get(i).strip());
            if (number > 255) {
                throw new NotAValueException(String.valueOf(number), "a byte", null);
            }
            bytes[i] = (byte) number;
        }
        return bytes;
    }

    private static boolean hasLength(byte[] bytes) {
        return bytes.length >= LENGTH && ByteBuffer.wrap(bytes).getInt() == bytes.length;
    }

    /**
     * Returns the texts of the items of a {@code uint8[]}: the numbers of its bytes if one text holds all of them; the
     * texts themselves otherwise.
     *
     * @throws NotAValueException if that one text is not in the encoding that its type names
     */
    public static List<String> items(List<String> texts, @Nullable String xsiType) {
        if (texts.size() != 1 || !isOneText(xsiType)) {
            return texts;
        }
        return numberTexts(decode(texts.get(0), xsiType));
    }

    private static List<String> numberTexts(byte[] bytes) {
        List<String> numbers = new ArrayList<>();
        for (byte each : bytes) {
            numbers.add(String.valueOf(Byte.toUnsignedInt(each)));
        }
        return numbers;
    }

    /**
     * Returns the text or texts of bytes that replace others. If the old texts are numbers, the result has a number for
     * each byte, and begins with a length if the old ones do. Otherwise the result is one text in base64.
     *
     * @param texts the texts of the elements to replace
     * @param xsiType the type of the first of them
     */
    static List<String> printAs(byte[] bytes, List<String> texts, @Nullable String xsiType) {
        if (!areNumbers(texts, xsiType) || !texts.stream().allMatch(text -> Integer.parseInt(text.strip()) <= 255)) {
            return List.of(print(bytes));
        }
        int length = hasLength(numbers(texts)) ? LENGTH : 0;
        ByteBuffer all = ByteBuffer.allocate(length + bytes.length);
        if (length > 0) {
            all.putInt(length + bytes.length);
        }
        return numberTexts(all.put(bytes).array());
    }
}
