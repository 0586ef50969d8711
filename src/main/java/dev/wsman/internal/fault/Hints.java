package dev.wsman.internal.fault;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What to do about a failure: from the most precise fact that is known about it to the least. */
public final class Hints {

    private Hints() {}

    /** The hint for {@code fault} of the kind called {@code kind}, with {@code httpStatus} or 0; empty where none is of use. */
    public static Optional<String> of(ServerFault fault, String kind, int httpStatus) {
        return of(null, fault, kind, httpStatus);
    }

    /** The hint of {@code advice}, which is more precise than all else; the same as without it if it is null. */
    public static Optional<String> of(@Nullable Advice advice, ServerFault fault, String kind, int httpStatus) {
        if (advice != null) {
            return Optional.of(advice.sentence());
        }
        return Stream.of(
                        key("native", fault.nativeCode()),
                        key("native", fault.providerCode()),
                        key("detail", fault.faultDetailName()),
                        key("cim", fault.cimStatus()),
                        key("http", httpStatus).filter(any -> kind.equals("HTTP")),
                        key("kind", kind))
                .flatMap(Optional::stream)
                .map(Sentences.TABLE::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> key(String group, @Nullable Object name) {
        return Optional.ofNullable(name).map(any -> group + "." + any);
    }

    static Set<String> keys() {
        return Sentences.TABLE.keys();
    }

    private static final class Sentences {
        static final ResourceTable TABLE = ResourceTable.load("hints.properties");
    }
}
