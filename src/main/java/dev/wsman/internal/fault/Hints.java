package dev.wsman.internal.fault;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what to do about a failure: the hint of its most precise code that has one. */
public final class Hints {

    private Hints() {}

    /** As {@link #of(Advice, ServerFault, String, int)} without advice. */
    public static Optional<String> of(ServerFault fault, String kind, int httpStatus) {
        return of(null, fault, kind, httpStatus);
    }

    /**
     * Returns the hint; empty if no code of the failure has one.
     *
     * @param advice the cause, if the client recognized it
     * @param kind the name of the failure's {@code WsmanError.Kind}
     * @param httpStatus 0 if it is not known
     */
    public static Optional<String> of(@Nullable Advice advice, ServerFault fault, String kind, int httpStatus) {
        return Stream.of(
                        ErrorTable.row(Section.ADVICE, advice),
                        ErrorTable.row(Section.HTTP, kind.equals("HTTP") ? httpStatus : null),
                        ErrorTable.row(Section.NATIVE, fault.nativeCode()),
                        ErrorTable.row(Section.NATIVE, fault.providerCode()),
                        ErrorTable.row(Section.DETAIL, fault.faultDetailName()),
                        ErrorTable.row(Section.CIM, fault.cimStatus()),
                        ErrorTable.row(Section.KIND, kind))
                .flatMap(Optional::stream)
                .map(Row::hint)
                .flatMap(Stream::ofNullable)
                .findFirst();
    }
}
