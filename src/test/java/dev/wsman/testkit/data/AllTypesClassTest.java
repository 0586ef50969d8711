package dev.wsman.testkit.data;

import static dev.wsman.testkit.data.ModelAssertions.assertReason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.CimReference;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelException;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.model.UnsupportedActionException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AllTypesClassTest {
    private static final CimInstance NOTHING = CimInstance.of("Lab_AllTypes");

    private final ManagedClass types = AllTypesClass.create();

    private static Map<String, String> id(String id) {
        return Map.of("Id", id);
    }

    private CimInstance get(String id) {
        return types.find(id(id)).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(DataType.class)
    void hasValueAndArraysOfEachType(DataType type) {
        String prefix = AllTypesClass.propertyPrefix(type);
        assertThat(types.properties())
                .contains(
                        new PropertyDeclaration(prefix + "Value", type, false, false, true),
                        new PropertyDeclaration(prefix + "Array", type, true, false, true));
        assertThat(get("many").value(prefix + "Value")).isPresent();
        assertThat((List<?>) get("many").value(prefix + "Array").orElseThrow()).hasSize(3);
        assertThat((List<?>) get("one").value(prefix + "Array").orElseThrow()).hasSize(1);
        assertThat((List<?>) get("empty").value(prefix + "Array").orElseThrow()).isEmpty();
        assertThat(get("null").propertyName(prefix + "Array")).isPresent();
        assertThat(get("null").value(prefix + "Array")).isEmpty();
    }

    @Test
    void hasValuesThatFitTheirDeclarations() {
        assertThat(types.instances()).hasSize(7).allSatisfy(instance -> types.properties()
                .forEach(property -> assertThat(ReceivedValueConverter.convert(
                                property, instance.properties().get(property.name())))
                        .isEqualTo(instance.properties().get(property.name()))));
    }

    @Test
    void hasLimitsOfTypes() {
        assertThat(get("greatest").value("Uint64Value")).contains(new BigInteger("18446744073709551615"));
        assertThat(get("least").value("Sint64Value")).contains(Long.MIN_VALUE);
        assertThat(get("many").value("IntervalValue")).contains(Duration.parse("P2DT3H4M5.000006S"));
        assertThat(get("texts").value("StringValue"))
                .get()
                .asString()
                .startsWith(" <b")
                .contains("&amp;", "]]>");
        assertThat(get("many").value("ReferenceValue")).contains(new CimReference("Lab_AllTypes", id("one")));
        CimInstance outer =
                (CimInstance) get("many").value("EmbeddedInstanceValue").orElseThrow();
        assertThat(outer.value("Inner")).get().asString().contains("innermost");
    }

    @Test
    void createsReadsReplacesAndDeletesInstance() {
        CimInstance made = types.create(
                Map.of(), NOTHING.with("id", "new").with("uint8Value", "255").with("StringArray", "only"));
        assertThat(made.properties())
                .containsEntry("Id", "new")
                .containsEntry("Uint8Value", 255)
                .containsEntry("StringArray", List.of("only"))
                .containsEntry("StringValue", null);
        assertThat(types.find(id("NEW"))).contains(made);
        CimInstance replaced = types.put(id("NEW"), NOTHING.with("StringValue", "text"));
        assertThat(replaced.properties())
                .containsEntry("Id", "new")
                .containsEntry("StringValue", "text")
                .containsEntry("Uint8Value", null);
        types.delete(id("new"));
        assertThat(types.find(id("new"))).isEmpty();
    }

    @Test
    void acceptsEveryInstanceThatItReturns() {
        types.instances().forEach(instance -> assertThat(
                        types.put(id(instance.value("Id").orElseThrow().toString()), instance)
                                .properties())
                .isEqualTo(instance.properties()));
    }

    @Test
    void rejectsInvalidOperations() {
        assertReason(ModelException.Reason.ALREADY_EXISTS, () -> types.create(id("MANY"), NOTHING));
        assertReason(ModelException.Reason.MISSING_VALUES, () -> types.create(Map.of(), NOTHING));
        assertReason(ModelException.Reason.INVALID_VALUES, () -> types.create(id("a"), NOTHING.with("Id", "b")));
        assertReason(ModelException.Reason.INVALID_VALUES, () -> types.put(id("one"), NOTHING.with("Id", "b")));
        assertReason(ModelException.Reason.NOT_FOUND, () -> types.put(id("nobody"), NOTHING));
        assertReason(ModelException.Reason.NOT_FOUND, () -> types.delete(id("nobody")));
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> types.delete(Map.of()));
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> types.put(Map.of("Name", "one"), NOTHING));
    }

    @ParameterizedTest
    @CsvSource({
        "Uint8Value, 256", "Uint8Value, -1", "Sint8Value, -129", "Uint64Value, 18446744073709551616",
                "Uint32Value, 1.5",
        "Sint64Value, ''", "BooleanValue, yes", "Real32Value, 0x10", "Real64Value, 1d", "Char16Value, ab",
        "DatetimeValue, today", "ReferenceValue, here", "EmbeddedInstanceValue, text", "Uint8Array, x", "Nothing, 1"
    })
    void rejectsValueThatDoesNotFitItsType(String property, String value) {
        assertReason(
                ModelException.Reason.INVALID_VALUES, () -> types.create(id("new"), NOTHING.with(property, value)));
        assertThat(types.find(id("new"))).isEmpty();
    }

    @Test
    void keepsOrderOfArraysAndRejectsNullMembers() {
        CimInstance made = types.create(id("new"), NOTHING.with("Uint64Array", List.of("3", "1", "2")));
        assertThat(made.value("Uint64Array")).contains(List.of(BigInteger.valueOf(3), BigInteger.ONE, BigInteger.TWO));
        List<String> withNull = Arrays.asList("1", null);
        assertReason(
                ModelException.Reason.INVALID_VALUES,
                () -> types.put(id("new"), NOTHING.with("Uint64Array", withNull)));
        assertReason(
                ModelException.Reason.INVALID_VALUES,
                () -> types.put(id("new"), NOTHING.with("Uint64Value", List.of("1", "2"))));
    }

    @Test
    void echoesParameters() {
        CimInstance input = CimInstance.of("Echo_INPUT")
                .with("b", List.of("1", "2"))
                .with("a", null)
                .with("c", NOTHING);
        MethodResult result = types.invoke("Echo", Map.of(), input);
        assertThat(result.returnValue()).isZero();
        assertThat(result.out()).containsExactlyEntriesOf(input.properties());
    }

    @Test
    void addsBeyondThirtyTwoBits() {
        CimInstance input = CimInstance.of("Sum_INPUT").with("Numbers", List.of("4294967295", "4294967295"));
        assertThat(types.invoke("Sum", Map.of(), input).out()).containsEntry("Total", new BigInteger("8589934590"));
        assertThat(types.invoke("Sum", Map.of(), NOTHING.with("Numbers", "7")).out())
                .containsEntry("Total", BigInteger.valueOf(7));
        assertThat(types.invoke("Sum", Map.of(), NOTHING).out()).containsEntry("Total", BigInteger.ZERO);
        assertReason(
                ModelException.Reason.INVALID_PARAMETER,
                () -> types.invoke("Sum", Map.of(), NOTHING.with("Numbers", "many")));
        assertReason(
                ModelException.Reason.INVALID_PARAMETER,
                () -> types.invoke("Sum", Map.of(), NOTHING.with("Nubmers", "1")));
    }

    @Test
    void returnsValueOfFailWithoutFault() {
        assertThat(types.invoke("Fail", Map.of(), NOTHING.with("Code", "4294967295"))
                        .returnValue())
                .isEqualTo(4294967295L);
        assertThat(types.invoke("Fail", Map.of(), NOTHING).returnValue()).isEqualTo(1);
        assertReason(
                ModelException.Reason.INVALID_PARAMETER,
                () -> types.invoke("Fail", Map.of(), NOTHING.with("Code", "0")));
    }

    @Test
    void throwsExceptionWithMessage() {
        assertReason(ModelException.Reason.INTERNAL_ERROR, () -> types.invoke("Throw", Map.of(), NOTHING));
        assertThatThrownBy(() -> types.invoke("Throw", Map.of(), NOTHING.with("Message", "disk on fire")))
                .hasMessage("disk on fire");
    }

    @Test
    void changesOnlyInstanceWhoseMethodIsCalled() {
        MethodResult result = types.invoke("SetText", id("one"), NOTHING.with("Text", "changed"));
        assertThat(result.out()).containsEntry("Previous", "first");
        assertThat(get("one").value("StringValue")).contains("changed");
        assertThat(get("many").value("StringValue")).contains("first");
        assertReason(ModelException.Reason.INVALID_SELECTORS, () -> types.invoke("SetText", Map.of(), NOTHING));
        assertReason(ModelException.Reason.NOT_FOUND, () -> types.invoke("SetText", id("nobody"), NOTHING));
        assertThatThrownBy(() -> types.invoke("Nothing", Map.of(), NOTHING))
                .isInstanceOf(UnsupportedActionException.class);
    }

    @Test
    void doesNotShareStateBetweenServices() {
        types.delete(id("one"));
        assertThat(AllTypesClass.create().find(id("one"))).isPresent();
    }
}
