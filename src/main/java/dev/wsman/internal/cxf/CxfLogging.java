package dev.wsman.internal.cxf;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Initializes CXF's logging without creating all security providers of the JVM. The static initializer of CXF's
 * {@code LogUtils} creates them, so that a JDK 8 does not start a thread that keeps the application's class loader. No
 * supported JDK starts such a thread, and creating them was a tenth of the time from the start of the JVM to the first
 * reply. CXF skips its workarounds if a resource of the context class loader says so; the loader that is set here, for
 * this one initialization, has that resource. A system property that CXF reads for the same purpose has precedence.
 */
final class CxfLogging {
    private static final String SKIP = "META-INF/cxf/org.apache.cxf.JDKBugHacks.all";
    private static final String KEEP_JAR_CACHE = "org.apache.cxf.JDKBugHacks.defaultUsesCaches";

    private CxfLogging() {}

    /** Does nothing if CXF's logging is already initialized, for example by an endpoint of the application. */
    static void initialize() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(new SkippingLoader(before));
        try {
            Class.forName("org.apache.cxf.common.logging.LogUtils", true, CxfLogging.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new NoClassDefFoundError(e.getMessage());
        } finally {
            thread.setContextClassLoader(before);
        }
        disableJarCache();
    }

    /** Does what the other of CXF's workarounds does: a cached jar file could not be replaced on Windows. */
    private static void disableJarCache() {
        if (!Boolean.getBoolean(KEEP_JAR_CACHE)) {
            URLConnection.setDefaultUseCaches("JAR", false);
        }
    }

    private static final class SkippingLoader extends ClassLoader {
        SkippingLoader(@Nullable ClassLoader parent) {
            super(parent);
        }

        @Override
        public @Nullable InputStream getResourceAsStream(String name) {
            return name.equals(SKIP)
                    ? new ByteArrayInputStream("true".getBytes(StandardCharsets.US_ASCII))
                    : super.getResourceAsStream(name);
        }
    }
}
