package dev.wsman.codegen;

import java.lang.reflect.Field;
import java.util.Map;
import org.apache.maven.plugin.logging.SystemStreamLog;

/** Creates the Maven goal and sets its parameters as Maven does. Its log shows warnings and errors. */
final class TestGoal {
    private TestGoal() {}

    static GenerateMojo of(Map<String, Object> configuration) throws ReflectiveOperationException {
        GenerateMojo goal = new GenerateMojo();
        goal.setLog(new QuietLog());
        for (Map.Entry<String, Object> value : configuration.entrySet()) {
            Field field = GenerateMojo.class.getDeclaredField(value.getKey());
            field.setAccessible(true);
            field.set(goal, value.getValue());
        }
        return goal;
    }

    /** A log that discards what Maven shows only on request or for information. */
    static class QuietLog extends SystemStreamLog {
        @Override
        public void debug(CharSequence content) {}

        @Override
        public void info(CharSequence content) {}
    }
}
