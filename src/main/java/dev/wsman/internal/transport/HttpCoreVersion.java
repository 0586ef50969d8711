package dev.wsman.internal.transport;

import java.util.Arrays;
import org.apache.hc.core5.http.message.MessageSupport;
import org.apache.hc.core5.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * Rejects an HttpCore that is too old for this package. The build of an application can select an older version, often
 * one that a framework manages. Without this check its first request would end in a NoSuchMethodError.
 */
final class HttpCoreVersion {
    /** New in 5.3. */
    private static final boolean SUPPORTED = Arrays.stream(MessageSupport.class.getMethods())
            .anyMatch(method -> method.getName().equals("iterateTokens"));

    private HttpCoreVersion() {}

    /**
     * @throws IllegalStateException if HttpCore is older than 5.3
     */
    static void requireSupported() {
        if (!SUPPORTED) {
            throw new IllegalStateException("HttpCore " + found() + " is too old: httpcore5 must be 5.3 or later."
                    + " Look in dependencyManagement for what chooses its version");
        }
    }

    private static String found() {
        @Nullable
        VersionInfo info = VersionInfo.loadVersionInfo("org.apache.hc.core5", VersionInfo.class.getClassLoader());
        return info == null ? "on the class path" : info.getRelease();
    }
}
