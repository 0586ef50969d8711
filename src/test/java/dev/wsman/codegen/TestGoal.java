package dev.wsman.codegen;

import java.lang.reflect.Field;
import java.util.Map;

/** Creates the Maven goal and sets its parameters as Maven does. */
final class TestGoal {
    private TestGoal() {}

    static GenerateMojo of(Map<String, Object> configuration) throws ReflectiveOperationException {
        GenerateMojo goal = new GenerateMojo();
        for (Map.Entry<String, Object> value : configuration.entrySet()) {
            Field field = GenerateMojo.class.getDeclaredField(value.getKey());
            field.setAccessible(true);
            field.set(goal, value.getValue());
        }
        return goal;
    }
}
