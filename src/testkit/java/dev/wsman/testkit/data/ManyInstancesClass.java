package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The class Lab_Many with any number of instances. Each is created when it is read, so that a million of them need no
 * memory. The key Id is "1" to the number of instances, in that order. Number is the same value as a uint32, and
 * Payload is a text of the given length. Read-only and immutable.
 */
public final class ManyInstancesClass extends DeclaredManagedClass {
    private static final ClassDeclaration MANY = ClassDeclaration.of("Lab_Many", null, """
            [key] string Id
            uint32 Number
            string Payload
            """);
    private static final int DEFAULT_PAYLOAD = 16;

    private final int count;
    private final String payload;

    private ManyInstancesClass(int count, int payloadLength) {
        super(MANY);
        if (count < 0 || payloadLength < 0) {
            throw new IllegalArgumentException(
                    "count and payloadLength must not be negative: " + count + ", " + payloadLength);
        }
        this.count = count;
        this.payload = "x".repeat(payloadLength);
    }

    /**
     * Creates a class with {@code count} instances, each with a payload of 16 characters.
     *
     * @throws IllegalArgumentException if {@code count} is negative
     */
    public static ManagedClass of(int count) {
        return of(count, DEFAULT_PAYLOAD);
    }

    /**
     * Creates a class with {@code count} instances, each with a payload of {@code payloadLength} characters.
     *
     * @throws IllegalArgumentException if either is negative
     */
    public static ManagedClass of(int count, int payloadLength) {
        return new ManyInstancesClass(count, payloadLength);
    }

    @Override
    public Stream<CimInstance> instances() {
        return IntStream.rangeClosed(1, count).mapToObj(this::instance);
    }

    @Override
    public Optional<CimInstance> find(Map<String, String> keys) {
        return keys.entrySet().stream()
                .filter(key ->
                        key.getKey().equalsIgnoreCase("Id") && key.getValue().matches("[1-9]\\d{0,8}"))
                .findFirst()
                .map(key -> Integer.parseInt(key.getValue()))
                .filter(number -> number <= count)
                .map(this::instance)
                .filter(instance -> instance.hasValues(keys));
    }

    private CimInstance instance(int number) {
        Map<String, Object> values = new HashMap<>();
        values.put("Id", String.valueOf(number));
        values.put("Number", (long) number);
        values.put("Payload", payload);
        return declaration().instance(values);
    }
}
