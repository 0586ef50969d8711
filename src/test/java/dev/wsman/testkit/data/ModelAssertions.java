package dev.wsman.testkit.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.testkit.model.ModelException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions on calls that a class of the model rejects. */
final class ModelAssertions {
    private ModelAssertions() {}

    /** Asserts that a call throws a {@link ModelException} with this reason. */
    static void assertReason(ModelException.Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ModelException.class, rejected -> assertThat(rejected.reason())
                .isEqualTo(reason));
    }
}
