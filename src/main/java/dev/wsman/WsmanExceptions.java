package dev.wsman;

import static java.util.Map.entry;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.Advice;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ExchangeException.Stage;
import dev.wsman.internal.fault.NativeCodes;
import dev.wsman.internal.fault.ServerFault;
import dev.wsman.internal.protocol.Operation;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns the one exception of the layers below into the exception that callers see. */
final class WsmanExceptions {

    private static final int DEEPEST_CAUSE = 20;

    @FunctionalInterface
    private interface Constructor {
        WsmanException create(WsmanError error, @Nullable Throwable cause);
    }

    /**
     * The description that callers get of a failure at one stage.
     *
     * @param code finds the native code; if it finds none, the code is that of the kind
     */
    private record Outcome(Kind kind, Constructor exception, Function<ExchangeException, Optional<Long>> code) {}

    // FAULT is not here: its exception depends on the fault's kind.
    private static final Map<Stage, Outcome> OUTCOMES = Map.ofEntries(
            entry(Stage.CONNECT, transport(Kind.CONNECTION, WsmanExceptions::connectCode)),
            entry(Stage.TLS, transport(Kind.TLS, WsmanExceptions::tlsCode)),
            entry(Stage.SEND, transport(Kind.CONNECTION, codeOfKind())),
            entry(Stage.RECEIVE, transport(Kind.CONNECTION, codeOfKind())),
            entry(Stage.CLOSED, transport(Kind.CLOSED, codeOfKind())),
            entry(Stage.INTERRUPTED, transport(Kind.INTERRUPTED, codeOfKind())),
            entry(Stage.TIMEOUT, new Outcome(Kind.CLIENT_TIMED_OUT, WsmanTimeoutException::new, codeOfKind())),
            entry(Stage.AUTHENTICATION, authentication(codeOfKind())),
            entry(Stage.UNENCRYPTED, authentication(code("ERROR_WSMAN_CLIENT_UNENCRYPTED_DISABLED"))),
            entry(Stage.HTTP, protocol(Kind.HTTP, failure -> NativeCodes.ofHttpStatus(failure.httpStatus()))),
            entry(Stage.PROTOCOL, protocol(Kind.PROTOCOL, codeOfKind())),
            entry(Stage.VALUE, protocol(Kind.PROTOCOL, code("ERROR_INVALID_DATA"))),
            entry(Stage.ENVELOPE_TOO_LARGE, protocol(Kind.ENCODING_LIMIT, code("ERROR_WSMAN_ENVELOPE_TOO_LARGE"))));

    /** The operations whose outcome is not known if the connection breaks. */
    private static final Set<String> CHANGES = Set.of(
            Operation.PUT.title(),
            Operation.CREATE.title(),
            Operation.DELETE.title(),
            Operation.INVOKE.title(),
            Operation.COMMAND.title(),
            Operation.SEND.title());

    private WsmanExceptions() {}

    /**
     * Returns the exception for {@code failure}.
     *
     * @param operation the operation that failed, null if there was none
     * @param resource its resource, null if there was none
     */
    static WsmanException of(ExchangeException failure, @Nullable String operation, @Nullable String resource) {
        Outcome outcome = OUTCOMES.get(failure.stage());
        if (outcome == null) {
            return fault(failure, operation, resource);
        }
        String reason = Objects.requireNonNullElse(failure.getMessage(), "");
        Long code = outcome.code().apply(failure).orElse(null);
        WsmanError error = WsmanError.local(outcome.kind(), code, reason, failure.httpStatus(), operation, resource);
        return outcome.exception().create(error.advising(advice(failure, operation)), failure.getCause());
    }

    /** Returns the cause that is known; for a broken connection without one, the advice depends on the operation. */
    private static @Nullable Advice advice(ExchangeException failure, @Nullable String operation) {
        boolean broken = failure.stage() == Stage.SEND || failure.stage() == Stage.RECEIVE;
        if (failure.advice() != null || !broken || operation == null) {
            return failure.advice();
        }
        String title = operation.split(" ", 2)[0]; // without the name of a method
        if (title.equals(Operation.PULL.title())) {
            return Advice.BATCH_LOST;
        }
        if (title.equals(Operation.RECEIVE.title())) {
            return Advice.OUTPUT_LOST;
        }
        return CHANGES.contains(title) ? Advice.CHANGE_UNCERTAIN : null;
    }

    private static WsmanException fault(
            ExchangeException failure, @Nullable String operation, @Nullable String resource) {
        ServerFault fault = Objects.requireNonNull(failure.fault());
        WsmanError error = WsmanError.of(fault, failure.httpStatus(), operation, resource);
        return switch (error.kind()) {
            case TIMED_OUT -> new WsmanTimeoutException(error, failure.getCause());
            case AUTHENTICATION -> new WsmanAuthenticationException(error, failure.getCause());
            default -> new WsmanFaultException(error, failure.getCause());
        };
    }

    private static Outcome transport(Kind kind, Function<ExchangeException, Optional<Long>> code) {
        return new Outcome(kind, WsmanTransportException::new, code);
    }

    private static Outcome authentication(Function<ExchangeException, Optional<Long>> code) {
        return new Outcome(Kind.AUTHENTICATION, WsmanAuthenticationException::new, code);
    }

    private static Outcome protocol(Kind kind, Function<ExchangeException, Optional<Long>> code) {
        return new Outcome(kind, WsmanProtocolException::new, code);
    }

    private static Function<ExchangeException, Optional<Long>> codeOfKind() {
        return failure -> Optional.empty();
    }

    private static Function<ExchangeException, Optional<Long>> code(String symbol) {
        return failure -> NativeCodes.of(symbol);
    }

    private static Optional<Long> connectCode(ExchangeException failure) {
        boolean unknownHost = anyCause(failure, UnknownHostException.class::isInstance);
        return NativeCodes.of(unknownHost ? "ERROR_WSMAN_NAME_NOT_RESOLVED" : "ERROR_WINHTTP_CANNOT_CONNECT");
    }

    private static Optional<Long> tlsCode(ExchangeException failure) {
        if (anyCause(failure, CertificateExpiredException.class::isInstance)
                || anyCause(failure, CertificateNotYetValidException.class::isInstance)) {
            return NativeCodes.of("ERROR_WINHTTP_SECURE_CERT_DATE_INVALID");
        }
        if (anyMessage(failure, "No subject alternative") || anyMessage(failure, "No name matching")) {
            return NativeCodes.of("ERROR_WINHTTP_SECURE_CERT_CN_INVALID");
        }
        return anyMessage(failure, "unable to find valid certification path")
                ? NativeCodes.of("ERROR_WINHTTP_SECURE_INVALID_CA")
                : Optional.empty();
    }

    private static boolean anyMessage(Throwable failure, String words) {
        return anyCause(
                failure,
                cause -> cause.getMessage() != null && cause.getMessage().contains(words));
    }

    private static boolean anyCause(Throwable failure, Predicate<Throwable> test) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(DEEPEST_CAUSE)
                .anyMatch(test);
    }
}
