package dev.wsman.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.ReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of {@link ReturnValue} for labels, applied to every method of the DMTF's schema. */
class ReturnValueLabelsTest {
    private static final ResourceLocator ANY = ResourceLocator.of("http://x.example/2/CIM_X");

    @Test
    void followsLabelsOfCim241OnlyWhereTheyContradictNumber() {
        List<String> successes = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        SharedDeclarations.cim().classes().forEach(declared -> declared.methods()
                .forEach(method -> {
                    List<String> values = method.texts("ValueMap");
                    List<String> labels = method.texts("Values");
                    for (int i = 0; i < Math.min(values.size(), labels.size()); i++) {
                        if (!values.get(i).contains("..")) {
                            String found =
                                    declared.name() + "." + method.name() + " " + values.get(i) + " " + labels.get(i);
                            long number = Long.decode(values.get(i));
                            (returned(number).withLabel(labels.get(i)).isSuccess() ? successes : failures)
                                    .add((returned(number).isSuccess() ? "" : "other: ") + found);
                        }
                    }
                }));
        assertThat(successes)
                .hasSizeGreaterThan(200)
                .filteredOn(found -> found.startsWith("other: "))
                .containsExactlyInAnyOrder(
                        "other: CIM_ApplicationSystem.StartApplication 1 Completed with No Error",
                        "other: CIM_ApplicationSystem.StopApplication 1 Completed with No Error");
        assertThat(failures)
                .hasSizeGreaterThan(500)
                .filteredOn(found -> !found.startsWith("other: "))
                .containsExactlyInAnyOrder(
                        "CIM_ApplicationSystem.StartApplication 0 Unspecified Error",
                        "CIM_ApplicationSystem.StopApplication 0 Unspecified Error");
    }

    private static ReturnValue returned(long value) {
        Instance output = Instance.builder("http://x.example/2/CIM_X", "M_OUTPUT")
                .set("ReturnValue", value)
                .build();
        return output.returnValue(ANY, "M");
    }
}
