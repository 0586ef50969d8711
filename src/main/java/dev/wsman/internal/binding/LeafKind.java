package dev.wsman.internal.binding;

import dev.wsman.internal.value.Char16;
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

/** What the text of a simple property must look like before JAXB converts it: one kind per group of Java types. */
enum LeafKind {
    /** Any text, kept as it is. */
    TEXT {
        @Override
        String lexical(String text) {
            return text;
        }
    },
    /** Identifiers such as URIs and UUIDs: white space around them means nothing. */
    TOKEN,
    /** OMI and openwsman write {@code TRUE}; JAXB is told the short form, which it parses fastest. */
    BOOLEAN {
        @Override
        @Nullable
        String lexical(String text) {
            String token = text.trim();
            if (token.equalsIgnoreCase("true") || token.equals("1")) {
                return "1";
            }
            if (token.equalsIgnoreCase("false") || token.equals("0")) {
                return "0";
            }
            return nothingIfEmpty(token, "not a boolean");
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
    /** Numbers whose range JAXB itself keeps. */
    NUMBER {
        @Override
        @Nullable
        String lexical(String text) {
            return super.lexical(XmlNumbers.requireAscii(text));
        }
    },
    /**
     * A {@code char16}, of which JAXB expects the number: what a digit stands for depends on the server, see {@link
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
            return nullIfEmpty(CimTime.toXsdDateTime(text));
        }
    },
    DURATION {
        @Override
        @Nullable
        String lexical(String text) {
            return nullIfEmpty(CimTime.toXsdDuration(text));
        }
    };

    private static final Map<Class<?>, LeafKind> KINDS = Map.ofEntries(
            Map.entry(String.class, TEXT),
            Map.entry(byte[].class, TEXT),
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
            Map.entry(Float.class, NUMBER),
            Map.entry(float.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(double.class, NUMBER),
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
     * The lexical form JAXB understands, or null where the text says that there is no value (an empty number).
     *
     * @throws IllegalArgumentException if the text is no such value, with the reason alone
     */
    @Nullable
    String lexical(String text) {
        return nullIfEmpty(text.trim());
    }

    /** The number of a {@code char16}; null if the text is empty. */
    static @Nullable String character(String text, ServerForm form) {
        return text.isEmpty() ? null : Char16.number(Char16.parse(text, form));
    }

    /** Whether the text is a number or a time, and so short. */
    boolean isScalar() {
        return this != TEXT && this != TOKEN && this != CHARACTER;
    }

    /** Whether an octet array may stand here: OMI sends {@code uint8[]} as one base64 text with an xsi:type. */
    boolean isNumber() {
        return this == BYTE || this == SHORT || this == INT || this == NUMBER;
    }

    private static @Nullable String nullIfEmpty(String token) {
        return token.isEmpty() ? null : token;
    }

    private static @Nullable String nothingIfEmpty(String token, String reason) {
        if (token.isEmpty()) {
            return null;
        }
        throw new IllegalArgumentException(reason);
    }

    /** JAXB's own parser of int, short and byte wraps around silently. */
    private static @Nullable String integer(String text, int lowest, int highest) {
        String token = text.trim();
        if (token.isEmpty()) {
            return null;
        }
        long value;
        try {
            value = XmlNumbers.integer(token);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a whole number from " + lowest + " to " + highest, e);
        }
        if (value < lowest || value > highest) {
            throw new IllegalArgumentException("not a whole number from " + lowest + " to " + highest);
        }
        return token;
    }
}
