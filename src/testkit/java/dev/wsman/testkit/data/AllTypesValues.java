package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of the instances that Lab_AllTypes has at the start. */
final class AllTypesValues {
    private static final BigInteger UINT64_GREATEST = new BigInteger("18446744073709551615");
    private static final Duration LONGEST =
            Duration.ofDays(99_999_999).plus(Duration.ofDays(1).minusNanos(1000));

    private AllTypesValues() {}

    static Map<String, Map<String, Object>> byId() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        all.put("many", arraysOf("many", 3));
        all.put("one", arraysOf("one", 1));
        all.put("empty", arraysOf("empty", 0));
        all.put("null", with(new HashMap<>(), "Id", "null"));
        all.put("least", ends("least", 0));
        all.put("greatest", ends("greatest", 1));
        all.put("texts", texts());
        return all;
    }

    private static Map<String, Object> arraysOf(String id, int length) {
        Map<String, Object> values = with(new HashMap<>(), "Id", id);
        for (DataType type : DataType.values()) {
            values.put(
                    AllTypesClass.propertyPrefix(type) + "Value", ordinary(type).get(0));
            values.put(
                    AllTypesClass.propertyPrefix(type) + "Array", ordinary(type).subList(0, length));
        }
        List<Duration> intervals = List.of(Duration.parse("P2DT3H4M5.000006S"), Duration.ZERO, Duration.ofSeconds(1));
        values.put(AllTypesClass.INTERVAL + "Value", intervals.get(0));
        values.put(AllTypesClass.INTERVAL + "Array", intervals.subList(0, length));
        return values;
    }

    /** Three different values of a type. */
    private static List<?> ordinary(DataType type) {
        return switch (type) {
            case BOOLEAN -> List.of(true, false, true);
            case UINT8, UINT16, SINT8, SINT16, SINT32 -> List.of(1, 2, 3);
            case UINT32, SINT64 -> List.of(1L, 2L, 3L);
            case UINT64 -> List.of(BigInteger.ONE, BigInteger.TWO, UINT64_GREATEST);
            case REAL32 -> List.of(1.5f, -2.25f, 0f);
            case REAL64 -> List.of(1.5d, -2.25e10d, 0d);
            case STRING -> List.of("first", "second", "third");
            case CHAR16 -> List.of("a", "b", "c");
            case DATETIME ->
                List.of(
                        OffsetDateTime.parse("2024-02-29T12:34:56.000007+01:00"),
                        OffsetDateTime.parse("1999-12-31T23:59:59Z"),
                        OffsetDateTime.parse("2038-01-19T03:14:08-03:30"));
            case REFERENCE -> List.of(reference("one"), reference("empty"), reference("null"));
            case EMBEDDED_INSTANCE ->
                List.of(
                        inner("outer", inner("inner", inner("innermost", null))),
                        inner("second", null),
                        inner("third", null));
        };
    }

    private static CimReference reference(String id) {
        return new CimReference("Lab_AllTypes", Map.of("Id", id));
    }

    private static CimInstance inner(String name, CimInstance nested) {
        return CimInstance.of("Lab_Inner")
                .with("Name", name)
                .with("Length", (long) name.length())
                .with("Inner", nested);
    }

    /** The least (0) or greatest (1) value of each type that has limits. */
    private static Map<String, Object> ends(String id, int end) {
        Map<String, Object> values = with(new HashMap<>(), "Id", id);
        put(values, DataType.BOOLEAN, false, true, end);
        put(values, DataType.UINT8, 0, 255, end);
        put(values, DataType.UINT16, 0, 65_535, end);
        put(values, DataType.UINT32, 0L, 4_294_967_295L, end);
        put(values, DataType.UINT64, BigInteger.ZERO, UINT64_GREATEST, end);
        put(values, DataType.SINT8, -128, 127, end);
        put(values, DataType.SINT16, -32_768, 32_767, end);
        put(values, DataType.SINT32, Integer.MIN_VALUE, Integer.MAX_VALUE, end);
        put(values, DataType.SINT64, Long.MIN_VALUE, Long.MAX_VALUE, end);
        put(values, DataType.REAL32, -Float.MAX_VALUE, Float.MAX_VALUE, end);
        put(values, DataType.REAL64, -Double.MAX_VALUE, Double.MAX_VALUE, end);
        put(values, DataType.STRING, "", "x".repeat(10_000), end);
        put(values, DataType.CHAR16, "\t", "\uFFFD", end);
        put(
                values,
                DataType.DATETIME,
                OffsetDateTime.parse("0001-01-01T00:00:00Z"),
                OffsetDateTime.parse("9999-12-31T23:59:59.999999Z"),
                end);
        values.put(AllTypesClass.INTERVAL + "Value", end == 0 ? Duration.ZERO : LONGEST);
        return values;
    }

    private static void put(Map<String, Object> values, DataType type, Object least, Object greatest, int end) {
        values.put(AllTypesClass.propertyPrefix(type) + "Value", end == 0 ? least : greatest);
        values.put(AllTypesClass.propertyPrefix(type) + "Array", List.of(least, greatest));
    }

    private static Map<String, Object> texts() {
        List<String> texts = Arrays.asList(
                " <b a=\"1\">&amp; it's</b> ]]> <!-- ",
                "  two spaces before and after  ",
                "\tline\nline\r\nline\r",
                "",
                " ",
                "Grüße, Ελλάδα, 日本語, \uD83D\uDE00",
                "C:\\path\\file");
        Map<String, Object> values = with(new HashMap<>(), "Id", "texts");
        values.put("StringValue", texts.get(0));
        values.put("StringArray", texts);
        values.put("Char16Value", "<");
        values.put("Char16Array", List.of("&", " ", "ü"));
        values.put("EmbeddedInstanceValue", inner(" <Name> & ", null));
        values.put("ReferenceValue", reference("a \"b\" <c> & 'd' \\e"));
        return values;
    }

    private static Map<String, Object> with(Map<String, Object> values, String name, Object value) {
        values.put(name, value);
        return values;
    }
}
