package dev.wsman.internal.binding;

import dev.wsman.internal.value.Booleans;
import dev.wsman.internal.value.Char16;
import dev.wsman.internal.value.CimDateTimes;
import dev.wsman.internal.value.CimIntervals;
import dev.wsman.internal.value.ServerForm;
import dev.wsman.internal.value.XmlNumbers;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Calendar;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Map;
import javax.xml.datatype.Duration;
import javax.xml.datatype.XMLGregorianCalendar;
import org.jspecify.annotations.Nullable;

/** Converts the text of a simple property into the form that JAXB reads; one kind for each group of Java types. */
enum LeafKind {
    /** Any text, unchanged. */
    TEXT {
        @Override
        String lexical(String text) {
            return text;
        }
    },
    /** Identifiers such as URIs and UUIDs, without surrounding white space. */
    TOKEN,
    /** Bytes as JAXB reads them: base64. */
    BYTES {
        @Override
        String lexical(String text) {
            return text;
        }
    },
    /** A boolean. JAXB gets the short form, which it parses fastest. */
    BOOLEAN {
        @Override
        @Nullable
        String lexical(String text) {
            String token = text.trim();
            return token.isEmpty() ? null : Booleans.parse(token) ? "1" : "0";
        }
    },
    BYTE {
        @Override
        @Nullable
        String lexical(String text) {
            return integer(text, Byte.MIN_VALUE, Byte.MAX_VALUE);
        }
    },
    SHORT {
        @Override
        @Nullable
        String lexical(String text) {
            return integer(text, Short.MIN_VALUE, Short.MAX_VALUE);
        }
    },
    INT {
        @Override
        @Nullable
        String lexical(String text) {
            return integer(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
    },
    /** A {@code float} or {@code double}, including {@code NaN} and {@code INF}. */
    REAL {
        @Override
        @Nullable
        String lexical(String text) {
            String token = text.trim();
            return token.isEmpty() ? null : XmlNumbers.requireReal(token);
        }
    },
    /** Numbers whose range JAXB checks. */
    NUMBER {
        @Override
        @Nullable
        String lexical(String text) {
            return super.lexical(XmlNumbers.requireAscii(text));
        }
    },
    /**
     * A {@code char16}. JAXB expects its number. The meaning of a single digit depends on the server; see {@link
     * #character}.
     */
    CHARACTER {
        @Override
        @Nullable
        String lexical(String text) {
            return character(text, ServerForm.CIM);
        }
    },
    DATE_TIME {
        @Override
        @Nullable
        String lexical(String text) {
            return nullIfEmpty(CimDateTimes.toSchema(text.trim()));
        }
    },
    DURATION {
        @Override
        @Nullable
        String lexical(String text) {
            return nullIfEmpty(CimIntervals.toSchema(text.trim()));
        }
    };

    private static final Map<Class<?>, LeafKind> KINDS = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(byte[].class, BYTES),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Byte.class, BYTE),
            Map.entry(byte.class, BYTE),
            Map.entry(Short.class, SHORT),
            Map.entry(short.class, SHORT),
            Map.entry(Integer.class, INT),
            Map.entry(int.class, INT),
            Map.entry(Long.class, NUMBER),
            Map.entry(long.class, NUMBER),
            Map.entry(BigInteger.class, NUMBER),
            Map.entry(BigDecimal.class, NUMBER),
            Map.entry(Float.class, REAL),
            Map.entry(float.class, REAL),
            Map.entry(Double.class, REAL),
            Map.entry(double.class, REAL),
            Map.entry(Character.class, CHARACTER),
            Map.entry(char.class, CHARACTER),
            Map.entry(XMLGregorianCalendar.class, DATE_TIME),
            Map.entry(Calendar.class, DATE_TIME),
            Map.entry(GregorianCalendar.class, DATE_TIME),
            Map.entry(Date.class, DATE_TIME),
            Map.entry(Duration.class, DURATION));

    static LeafKind of(Class<?> type) {
        return KINDS.getOrDefault(type, TOKEN);
    }

    /**
     * Returns the lexical form that JAXB reads, or null if the text means no value (an empty number).
     *
     * @throws IllegalArgumentException if the text is not such a value; the message contains only the reason
     */
    @Nullable
    String lexical(String text) {
        return nullIfEmpty(text.trim());
    }

    /** Returns the number of a {@code char16}; null if the text is empty. */
    static @Nullable String character(String text, ServerForm form) {
        return text.isEmpty() ? null : Char16.number(Char16.parse(text, form));
    }

    /** Returns whether the text is a boolean, a number or a time, and therefore short. */
    boolean isScalar() {
        return this != TEXT && this != BYTES && this != TOKEN && this != CHARACTER;
    }

    /**
     * Returns whether the items of an array may come as bytes in one text: OMI sends {@code uint8[]} as base64 with an
     * xsi:type.
     */
    boolean isNumber() {
        return this == BYTE || this == SHORT || this == INT || this == NUMBER || this == REAL;
    }

    private static @Nullable String nullIfEmpty(String token) {
        return token.isEmpty() ? null : token;
    }

    /** Checks the range: JAXB's parsers of int, short and byte overflow without an error. */
    private static @Nullable String integer(String text, int lowest, int highest) {
        String token = text.trim();
        if (token.isEmpty()) {
            return null;
        }
        whole(token, lowest, highest);
        return token;
    }

    /**
     * Reads a whole number.
     *
     * @throws IllegalArgumentException if the text is not one, or it is out of the range
     */
    static long whole(String token, int lowest, int highest) {
        long value;
        try {
            value = XmlNumbers.integer(token);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number from " + lowest + " to " + highest, e);
        }
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException("not a whole number from " + lowest + " to " + highest);
        }
        return value;
    }
}
