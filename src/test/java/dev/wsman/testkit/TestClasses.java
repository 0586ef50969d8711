package dev.wsman.testkit;

import static dev.wsman.testkit.model.DataType.BOOLEAN;
import static dev.wsman.testkit.model.DataType.DATETIME;
import static dev.wsman.testkit.model.DataType.EMBEDDED_INSTANCE;
import static dev.wsman.testkit.model.DataType.REFERENCE;
import static dev.wsman.testkit.model.DataType.STRING;
import static dev.wsman.testkit.model.DataType.UINT32;
import static dev.wsman.testkit.model.DataType.UINT8;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelFault;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Classes of which tests know every value: things and what extends them, owners, and who owns what. */
final class TestClasses {
    static final OffsetDateTime MADE = OffsetDateTime.parse("2024-02-29T12:34:00+01:00");

    private TestClasses() {}

    /** Four things of which one is a {@code Lab_Gadget}, one is flagged, one has nothing but its key. */
    static TableClass things() {
        return new TableClass(
                        "Lab_Thing",
                        PropertyDeclaration.of("Name", STRING).asKey(),
                        PropertyDeclaration.of("Size", UINT32).asWritable(),
                        PropertyDeclaration.of("Flag", BOOLEAN).asWritable(),
                        PropertyDeclaration.of("Tags", STRING).asArray().asWritable(),
                        PropertyDeclaration.of("Made", DATETIME),
                        PropertyDeclaration.of("Octets", UINT8).asArray(),
                        PropertyDeclaration.of("Part", EMBEDDED_INSTANCE),
                        PropertyDeclaration.of("Caption", STRING).asWritable())
                .row("one", 1L, true, List.of("a", "b"), MADE, List.of(1, 2, 255), part(), " 1 & <one> ")
                .row("two", 2L, false, List.of("c"), null, null, null, null)
                .row("three")
                .method("Add", (keys, input) -> add(input))
                .method("Refuse", (keys, input) -> MethodResult.of(5))
                .method("Fail", (keys, input) -> {
                    throw new ModelFault(ModelFault.Reason.INTERNAL_ERROR, "the disk is on fire");
                });
    }

    private static CimInstance part() {
        return CimInstance.of("Lab_Part").with("Id", 7L).with("Color", "red");
    }

    private static MethodResult add(CimInstance input) {
        long sum = Long.parseLong((String) input.value("Left").orElseThrow())
                + Long.parseLong((String) input.value("Right").orElseThrow());
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("Sum", sum);
        out.put("Even", sum % 2 == 0);
        return new MethodResult(0, out);
    }

    static TableClass gadgets() {
        return new TableClass(
                        "Lab_Gadget",
                        PropertyDeclaration.of("Name", STRING).asKey(),
                        PropertyDeclaration.of("Size", UINT32),
                        PropertyDeclaration.of("Power", UINT32))
                .extending("Lab_Thing")
                .row("gadget", 9L, 230L);
    }

    static TableClass owners() {
        return new TableClass(
                        "Lab_Owner",
                        PropertyDeclaration.of("Id", UINT32).asKey(),
                        PropertyDeclaration.of("Label", STRING))
                .row(1L, "first")
                .row(2L, "second");
    }

    static TableClass ownership() {
        return new TableClass(
                        "Lab_Owns",
                        PropertyDeclaration.of("Owner", REFERENCE).asKey(),
                        PropertyDeclaration.of("Owned", REFERENCE).asKey())
                .row(owner("1"), thing("Lab_Thing", "one"))
                .row(owner("1"), thing("Lab_Gadget", "gadget"))
                .row(owner("2"), thing("Lab_Thing", "two"));
    }

    static CimReference owner(String id) {
        return new CimReference("Lab_Owner", Map.of("Id", id));
    }

    static CimReference thing(String className, String name) {
        return new CimReference(className, Map.of("Name", name));
    }

    /** So many rows with a payload of 200 characters. */
    static TableClass rows(int count) {
        TableClass rows = new TableClass(
                "Lab_Row", PropertyDeclaration.of("Id", UINT32).asKey(), PropertyDeclaration.of("Payload", STRING));
        for (long i = 1; i <= count; i++) {
            rows.row(i, "x".repeat(200));
        }
        return rows;
    }

    /** A service with all of them and a hundred rows. */
    static WsmanServiceBuilder service() {
        return WsmanService.builder()
                .withoutStandardClasses()
                .add(things())
                .add(gadgets())
                .add(owners())
                .add(ownership())
                .add(rows(100));
    }
}
