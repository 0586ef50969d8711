package dev.wsman.testkit.wql;

import dev.wsman.testkit.model.CimDateTime;
import dev.wsman.testkit.model.CimInstance;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Consumer;

/**
 * The condition after WHERE. It is true or false, never unknown: a comparison with a NULL property is false, and its
 * negation is true.
 */
sealed interface WqlCondition {

    boolean holds(CimInstance instance, ClassHierarchy hierarchy);

    /** Passes every property that the condition reads. */
    void properties(Consumer<PropertyPath> seen);

    /** A condition on one property. */
    sealed interface OfProperty extends WqlCondition {
        PropertyPath property();

        @Override
        default void properties(Consumer<PropertyPath> seen) {
            seen.accept(property());
        }
    }

    record All(List<WqlCondition> parts) implements WqlCondition {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            return parts.stream().allMatch(part -> part.holds(instance, hierarchy));
        }

        @Override
        public void properties(Consumer<PropertyPath> seen) {
            parts.forEach(part -> part.properties(seen));
        }
    }

    record Any(List<WqlCondition> parts) implements WqlCondition {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            return parts.stream().anyMatch(part -> part.holds(instance, hierarchy));
        }

        @Override
        public void properties(Consumer<PropertyPath> seen) {
            parts.forEach(part -> part.properties(seen));
        }
    }

    record Not(WqlCondition part) implements WqlCondition {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            return !part.holds(instance, hierarchy);
        }

        @Override
        public void properties(Consumer<PropertyPath> seen) {
            part.properties(seen);
        }
    }

    record IsNull(PropertyPath property) implements OfProperty {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            return property.read(instance) == null;
        }
    }

    record Compare(PropertyPath property, WqlOperator operator, Object constant) implements OfProperty {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            Object actual = property.read(instance);
            return actual != null && holds(instance, actual);
        }

        private boolean holds(CimInstance instance, Object actual) {
            if (operator.orders() && !ValueComparison.isOrdered(actual)) {
                throw property.error(instance, "has no order; use = or <>");
            }
            try {
                return ValueComparison.compare(actual, constant)
                        .map(operator::holds)
                        .orElse(operator == WqlOperator.NOT_EQUAL);
            } catch (IllegalArgumentException notConvertible) {
                throw property.error(instance, "cannot be compared with " + constant);
            }
        }
    }

    record Like(PropertyPath property, LikePattern pattern) implements OfProperty {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            Object actual = property.read(instance);
            return actual != null && pattern.matches(text(instance, actual));
        }

        private String text(CimInstance instance, Object actual) {
            if (actual instanceof OffsetDateTime time) {
                return CimDateTime.format(time);
            }
            if (actual instanceof Duration interval) {
                return CimDateTime.format(interval);
            }
            if (actual instanceof String || actual instanceof Character) {
                return actual.toString();
            }
            throw property.error(instance, "is not a text, so that LIKE cannot match it");
        }
    }

    record IsA(PropertyPath property, String ancestor) implements OfProperty {
        @Override
        public boolean holds(CimInstance instance, ClassHierarchy hierarchy) {
            Object actual = property.read(instance);
            if (actual instanceof CimInstance embedded) {
                return hierarchy.isA(embedded.className(), ancestor);
            }
            if (actual != null && !property.first().equalsIgnoreCase(PropertyPath.CLASS)) {
                throw property.error(
                        instance, "is neither __CLASS nor an embedded instance, so that ISA cannot test it");
            }
            return actual != null && hierarchy.isA(actual.toString(), ancestor);
        }
    }
}
