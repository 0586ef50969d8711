package dev.wsman.cim;

import dev.wsman.Instance;
import dev.wsman.ResourceOperations;
import dev.wsman.ViewFactory;
import dev.wsman.internal.value.CimText;
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
import javax.xml.XMLConstants;
import org.jspecify.annotations.Nullable;

/**
 * Reads the properties of an instance as the types of CIM, for generated source. A property that is absent, NULL or
 * without content reads as empty. NULL items of an array are left out. Lists are unmodifiable. If a value does not fit,
 * the accessor throws a {@link dev.wsman.WsmanProtocolException} that names the property and shows the value.
 */
public final class CimValues {
    private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(64);

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
    private final @Nullable ResourceOperations session;

    CimValues(Instance instance, @Nullable ResourceOperations session) {
        this.instance = instance;
        this.session = session;
    }

    /** Returns a string. */
    public Optional<String> text(String property) {
        return instance.text(property);
    }

    /** Returns an array of strings. */
    public List<String> texts(String property) {
        return instance.texts(property);
    }

    /** Returns a boolean, ignoring case. */
    public Optional<Boolean> bool(String property) {
        return instance.bool(property);
    }

    /** Returns an array of booleans. */
    public List<Boolean> bools(String property) {
        return items(property, item -> item.bool(property));
    }

    /** Returns an integer of up to 32 bits that fits in {@code int}. */
    public OptionalInt integer(String property) {
        Optional<Integer> value = integer(instance, property);
        return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
    }

    /** Returns an array of such integers. */
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

    /** Returns an integer that fits in {@code long}. */
    public OptionalLong number(String property) {
        return instance.integer(property);
    }

    /** Returns an array of such integers. */
    public List<Long> numbers(String property) {
        return items(property, item -> boxed(item.integer(property)));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    /** Returns the 64 bits of a {@code uint64}: a value above {@link Long#MAX_VALUE} reads as a negative number. */
    public OptionalLong unsigned(String property) {
        long number = CimText.shortUnsigned(instance.text(property).orElse(""));
        if (number >= 0) {
            return OptionalLong.of(number);
        }
        Optional<BigInteger> value = exact(property);
        return value.isPresent() ? OptionalLong.of(value.get().longValue()) : OptionalLong.empty();
    }

    /** Returns an array of such integers. */
    public List<Long> unsigneds(String property) {
        return exacts(property).stream().map(BigInteger::longValue).toList();
    }

    /** Returns the exact value of a {@code uint64}. */
    public Optional<BigInteger> exact(String property) {
        return exact(instance, property);
    }

    /** Returns an array of such integers. */
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

    /** Returns a real number. */
    public OptionalDouble real(String property) {
        return instance.number(property);
    }

    /** Returns an array of real numbers. */
    public List<Double> reals(String property) {
        return items(property, item -> {
            OptionalDouble value = item.number(property);
            return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
        });
    }

    /** Returns a {@code char16} as {@link Instance#character} reads it. */
    public Optional<Character> character(String property) {
        return instance.character(property);
    }

    /** Returns an array of characters. */
    public List<Character> characters(String property) {
        return instance.characters(property);
    }

    /** Returns a datetime that is a point in time; empty if it is an interval. */
    public Optional<OffsetDateTime> dateTime(String property) {
        return isInterval(instance, property) ? Optional.empty() : instance.dateTime(property);
    }

    /** Returns the points in time of an array of datetimes. */
    public List<OffsetDateTime> dateTimes(String property) {
        return items(property, item -> isInterval(item, property) ? Optional.empty() : item.dateTime(property));
    }

    /** Returns a datetime that is an interval; empty if it is a point in time. */
    public Optional<Duration> interval(String property) {
        return isInterval(instance, property) ? instance.duration(property) : Optional.empty();
    }

    /** Returns the intervals of an array of datetimes. */
    public List<Duration> intervals(String property) {
        return items(property, item -> isInterval(item, property) ? item.duration(property) : Optional.empty());
    }

    private static boolean isInterval(Instance from, String property) {
        return CimText.isInterval(from.text(property).orElse(""));
    }

    /** Returns a reference. */
    public <T extends CimObject> Optional<Ref<? extends T>> reference(String property, Class<T> type) {
        return instance.reference(property).map(locator -> new Ref<>(locator, type, session));
    }

    /** Returns an array of references. */
    public <T extends CimObject> List<Ref<? extends T>> references(String property, Class<T> type) {
        List<Ref<? extends T>> references = new ArrayList<>();
        instance.references(property).forEach(locator -> references.add(new Ref<>(locator, type, session)));
        return List.copyOf(references);
    }

    /** Returns an embedded instance: as its own class if the package of {@code type} lists it, else as {@code type}. */
    public <T extends CimObject> Optional<T> embedded(String property, Class<T> type) {
        return instance.instance(property).map(value -> view(type, value));
    }

    /** Returns an array of embedded instances. */
    public <T extends CimObject> List<T> embeddeds(String property, Class<T> type) {
        return instance.instances(property).stream()
                .map(value -> view(type, value))
                .toList();
    }

    private <T extends CimObject> T view(Class<T> type, Instance value) {
        return CimViews.viewOf(type, value, new ViewFactory.Origin(session, null, false));
    }

    /** Returns an octet string as {@link Instance#bytes} reads it; no bytes if there is no value. */
    public byte[] octets(String property) {
        return instance.bytes(property).orElse(new byte[0]);
    }

    /** Returns the constant of a value; empty if the value has none. */
    public <E extends Enum<E> & CimEnum> Optional<E> constant(String property, Class<E> type) {
        return instance.text(property).flatMap(text -> constantOf(text, type));
    }

    /** Returns the constants of the values of an array; values without one are left out. */
    public <E extends Enum<E> & CimEnum> List<E> constants(String property, Class<E> type) {
        return itemTexts(property).stream()
                .flatMap(text -> constantOf(text, type).stream())
                .toList();
    }

    private static <E extends CimEnum> Optional<E> constantOf(String text, Class<E> type) {
        Map<String, CimEnum> constants = CONSTANTS.get(type);
        CimEnum found = constants.get(text);
        return Optional.ofNullable(type.cast(found == null ? constants.get(text.strip()) : found));
    }

    /** Returns the label of a value; empty if the value has none. */
    Optional<String> label(String property, Class<? extends CimEnum> type) {
        return instance.text(property).flatMap(text -> constantOf(text, type)).map(CimEnum::label);
    }

    /** Returns the value of a key, which must be present. */
    public <T> T required(String property, Optional<T> value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** Returns the value of a key, which must be present. */
    public int required(String property, OptionalInt value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** Returns the value of a key, which must be present. */
    public long required(String property, OptionalLong value) {
        return value.orElseThrow(() -> missing(property));
    }

    /** Returns the value of a key, which must be present. */
    public double required(String property, OptionalDouble value) {
        return value.orElseThrow(() -> missing(property));
    }

    private RuntimeException missing(String property) {
        return ViewFactory.unreadable(property, instance.isNull(property) ? "NULL" : "nothing", "a key");
    }

    /** Returns the value that a setter of a {@code uint64} sends for the 64 bits of a {@code long}. */
    public static @Nullable Object unsigned(@Nullable Long value) {
        return value == null ? null : Long.toUnsignedString(value);
    }

    /** Returns the values that a setter of an array of {@code uint64} sends. */
    public static @Nullable Object unsigned(@Nullable List<Long> values) {
        return values == null
                ? null
                : values.stream().map(Long::toUnsignedString).toList();
    }

    /**
     * Returns a value that {@link Instance.Builder} accepts: the value of a constant, the locator of a reference, the
     * instance of an object, a list of these; any other value as it is.
     */
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

    /** Reads each item of an array as if it were the only value of the property. */
    private <T> List<T> items(String property, Function<Instance, Optional<T>> reader) {
        List<T> items = new ArrayList<>();
        for (String text : itemTexts(property)) {
            Instance alone = Instance.builder(
                            instance.name().getNamespaceURI(), instance.name().getLocalPart())
                    .add(property, text)
                    .build();
            reader.apply(alone).ifPresent(items::add);
        }
        return List.copyOf(items);
    }

    private List<String> itemTexts(String property) {
        List<String> texts = instance.texts(property);
        String type = instance.attribute(property, XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "type")
                .orElse(null);
        try {
            return CimText.items(texts, type);
        } catch (IllegalArgumentException notBytes) {
            throw ViewFactory.unreadable(property, texts.get(0), "an array of bytes");
        }
    }
}
