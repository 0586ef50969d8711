package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.Session;
import dev.wsman.ViewFactory;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads an instance by the types of CIM, for generated source. A property that is absent, NULL or without content reads as empty;
 * a NULL within an array is left out; lists cannot be changed. A value that does not fit is a
 * {@link dev.wsman.WsmanProtocolException} that names property and value.
 */
public final class CimValues {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);
    /** Of any number that has so many it is certain that it is less than 2^63. */
    private static final int DIGITS = 18;

    private static final ClassValue<Map<String, CimEnum>> CONSTANTS = new ClassValue<>() {
        @Override
        protected Map<String, CimEnum> computeValue(Class<?> type) {
            Map<String, CimEnum> constants = new HashMap<>();
            for (Object constant : type.getEnumConstants()) {
                constants.put(((CimEnum) constant).value(), (CimEnum) constant);
            }
            return constants;
        }
    };

    private final Instance instance;
    private final @Nullable Session session;

    CimValues(Instance instance, @Nullable Session session) {
        this.instance = instance;
        this.session = session;
    }

    /** A string. */
    public Optional<String> text(String property) {
        return instance.text(property);
    }

    /** An array of strings. */
    public List<String> texts(String property) {
        return instance.texts(property);
    }

    /** A boolean, in any case. */
    public Optional<Boolean> bool(String property) {
        return instance.bool(property);
    }

    /** An array of booleans. */
    public List<Boolean> bools(String property) {
        return items(property, item -> item.bool(property));
    }

    /** An integer of up to 32 bits that fits {@code int}. */
    public OptionalInt integer(String property) {
        Optional<Integer> value = integer(instance, property);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /** An array of such integers. */
    public List<Integer> integers(String property) {
        return items(property, item -> integer(item, property));
    }

    private static Optional<Integer> integer(Instance from, String property) {
        OptionalLong value = from.integer(property);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (value.getAsLong() != (int) value.getAsLong()) {
            throw ViewFactory.unreadable(property, String.valueOf(value.getAsLong()), "an integer of 32 bits");
        }
        return Optional.of((int) value.getAsLong());
    }

    /** An integer that fits {@code long}. */
    public OptionalLong number(String property) {
        return instance.integer(property);
    }

    /** An array of such integers. */
    public List<Long> numbers(String property) {
        return items(property, item -> boxed(item.integer(property)));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    /** The 64 bits of a {@code uint64}: above {@link Long#MAX_VALUE} they read as a negative number. */
    public OptionalLong unsigned(String property) {
        long usual = digits(instance.text(property).orElse(""));
        if (usual >= 0) {
            return OptionalLong.of(usual);
        }
        Optional<BigInteger> value = exact(property);
        return value.isPresent() ? OptionalLong.of(value.get().longValue()) : OptionalLong.empty();
    }

    /** The number that most texts are: digits alone, and few enough for a {@code long}; -1 for others. */
    private static long digits(String text) {
        if (text.isEmpty() || text.length() > DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    /** An array of such integers. */
    public List<Long> unsigneds(String property) {
        return exacts(property).stream().map(BigInteger::longValue).toList();
    }

    /** A {@code uint64}, exactly. */
    public Optional<BigInteger> exact(String property) {
        return exact(instance, property);
    }

    /** An array of such integers. */
    public List<BigInteger> exacts(String property) {
        return items(property, item -> exact(item, property));
    }

    private static Optional<BigInteger> exact(Instance from, String property) {
        Optional<BigInteger> value = from.unsigned(property);
        if (value.isPresent() && (value.get().signum() < 0 || value.get().compareTo(TWO_TO_64) >= 0)) {
            throw ViewFactory.unreadable(property, value.get().toString(), "an unsigned integer of 64 bits");
        }
        return value;
    }

    /** A real number. */
    public OptionalDouble real(String property) {
        return instance.number(property);
    }

    /** An array of real numbers. */
    public List<Double> reals(String property) {
        return items(property, item -> {
            OptionalDouble value = item.number(property);
            return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
        });
    }

    /** A {@code char16}, as {@link Instance#character} reads it. */
    public Optional<Character> character(String property) {
        return instance.character(property);
    }

    /** An array of characters. */
    public List<Character> characters(String property) {
        return instance.characters(property);
    }

    /** A datetime that is a time stamp; empty where it is an interval. */
    public Optional<OffsetDateTime> dateTime(String property) {
        return isInterval(instance, property) ? Optional.empty() : instance.dateTime(property);
    }

    /** An array of datetimes: the time stamps in it. */
    public List<OffsetDateTime> dateTimes(String property) {
        return items(property, item -> isInterval(item, property) ? Optional.empty() : item.dateTime(property));
    }

    /** A datetime that is an interval; empty where it is a time stamp. */
    public Optional<Duration> interval(String property) {
        return isInterval(instance, property) ? instance.duration(property) : Optional.empty();
    }

    /** An array of datetimes: the intervals in it. */
    public List<Duration> intervals(String property) {
        return items(property, item -> isInterval(item, property) ? item.duration(property) : Optional.empty());
    }

    /** CIM's own form of an interval ends in {@code :000}, that of XML Schema begins with P. */
    private static boolean isInterval(Instance from, String property) {
        String text = from.text(property).orElse("").strip();
        return text.startsWith("P") || text.startsWith("-P") || text.length() == 25 && text.charAt(21) == ':';
    }

    /** A reference. */
    public <T extends CimObject> Optional<Ref<? extends T>> reference(String property, Class<T> type) {
        return instance.reference(property).map(locator -> new Ref<>(locator, type, session));
    }

    /** An array of references. */
    public <T extends CimObject> List<Ref<? extends T>> references(String property, Class<T> type) {
        List<Ref<? extends T>> references = new ArrayList<>();
        instance.references(property).forEach(locator -> references.add(new Ref<>(locator, type, session)));
        return List.copyOf(references);
    }

    /** An embedded instance, of its own class where that is known. */
    public <T extends CimObject> Optional<T> embedded(String property, Class<T> type) {
        return instance.instance(property).map(value -> view(type, value));
    }

    /** An array of embedded instances. */
    public <T extends CimObject> List<T> embeddeds(String property, Class<T> type) {
        return instance.instances(property).stream()
                .map(value -> view(type, value))
                .toList();
    }

    private <T extends CimObject> T view(Class<T> type, Instance value) {
        return CimViews.viewOf(type, value, new ViewFactory.Origin(session, null, false));
    }

    /**
     * An octet string: base64, or an array of numbers whose first four octets are its length (DSP0004, OctetString), which are
     * left out. Empty where there is none.
     */
    public byte[] octets(String property) {
        return new Octets(instance, property).value();
    }

    /** The constant of the value; empty for a value without one. */
    public <E extends Enum<E> & CimEnum> Optional<E> constant(String property, Class<E> type) {
        return instance.text(property).flatMap(text -> constantOf(text, type));
    }

    /** The constants of the values of an array; values without one are left out. */
    public <E extends Enum<E> & CimEnum> List<E> constants(String property, Class<E> type) {
        return new Octets(instance, property)
                .texts().stream()
                        .flatMap(text -> constantOf(text, type).stream())
                        .toList();
    }

    private static <E extends Enum<E> & CimEnum> Optional<E> constantOf(String text, Class<E> type) {
        Map<String, CimEnum> constants = CONSTANTS.get(type);
        CimEnum found = constants.get(text);
        return Optional.ofNullable(type.cast(found == null ? constants.get(text.strip()) : found));
    }

    /** The value of a key. */
    public <T> T required(String property, Optional<T> value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** The value of a key. */
    public int required(String property, OptionalInt value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** The value of a key. */
    public long required(String property, OptionalLong value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** The value of a key. */
    public double required(String property, OptionalDouble value) {
        return value.orElseThrow(() -> missing(property));
    }

    private RuntimeException missing(String property) {
        return ViewFactory.unreadable(property, instance.isNull(property) ? "NULL" : "nothing", "a key");
    }

    /** What a setter of a {@code uint64} sends for the 64 bits of a {@code long}. */
    public static @Nullable Object unsigned(@Nullable Long value) {
        return value == null ? null : Long.toUnsignedString(value);
    }

    /** What a setter of an array of {@code uint64} sends. */
    public static @Nullable Object unsigned(@Nullable List<Long> values) {
        return values == null
                ? null
                : values.stream().map(Long::toUnsignedString).toList();
    }

    /** What an {@link Instance.Builder} takes: constants, references and objects become what they stand for. */
    static @Nullable Object wire(@Nullable Object value) {
        if (value instanceof CimEnum constant) {
            return constant.value();
        } else if (value instanceof Ref<?> reference) {
            return reference.locator();
        } else if (value instanceof CimObject object) {
            return object.instance();
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(wire(item)));
            return items;
        }
        return value;
    }

    /** Each value of an array, read as if it were alone. */
    private <T> List<T> items(String property, Function<Instance, Optional<T>> reader) {
        List<T> items = new ArrayList<>();
        for (String text : new Octets(instance, property).texts()) {
            Instance alone = Instance.builder(
                            instance.name().getNamespaceURI(), instance.name().getLocalPart())
                    .put(property, text)
                    .build();
            reader.apply(alone).ifPresent(items::add);
        }
        return List.copyOf(items);
    }
}
