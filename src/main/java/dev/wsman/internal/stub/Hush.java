package dev.wsman.internal.stub;

import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.cxf.common.logging.LogUtils;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one of CXF's loggers from telling this thread's news of making the stubs, which nobody asked for; warnings pass,
 * and so does what other threads of the application have it say.
 */
final class Hush {
    private final Logger logger;
    private final @Nullable Filter before;

    private Hush(Logger logger, Thread quiet) {
        this.logger = logger;
        this.before = logger.getFilter();
        logger.setFilter(
                entry -> (Thread.currentThread() != quiet || entry.getLevel().intValue() >= Level.WARNING.intValue())
                        && (before == null || before.isLoggable(entry)));
    }

    static Hush onThisThread(Class<?> talker) {
        return new Hush(LogUtils.getLogger(talker), Thread.currentThread());
    }

    void close() {
        logger.setFilter(before);
    }
}
