package dev.wsman;

import dev.wsman.WsmanError.Kind;
import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.fault.ServerFault;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From a failure below to the exception that users see. */
final class WsmanExceptions {

    // Codes that Windows has for failures of its own client; symbols and hints are in native-codes.properties and
    // hints.properties.
    private static final long NAME_NOT_RESOLVED = 2150859193L;
    private static final long CANNOT_CONNECT = 12029;
    private static final long CERTIFICATE_DATE_INVALID = 12037;
    private static final long CERTIFICATE_NAME_INVALID = 12038;
    private static final long CERTIFICATE_NOT_TRUSTED = 12045;
    private static final long UNENCRYPTED_DISABLED = 2150858974L;
    private static final long INVALID_DATA = 13;
    private static final long ENVELOPE_TOO_LARGE = 2150858790L;
    private static final int DEEPEST_CAUSE = 20;

    private WsmanExceptions() {}

    /** The exception for {@code failure} of {@code operation} on {@code resource}; either may be null where there is none. */
    static WsmanException of(ExchangeException failure, @Nullable String operation, @Nullable String resource) {
        Throwable cause = failure.getCause();
        return switch (failure.stage()) {
            case FAULT -> fault(failure, operation, resource);
            case TIMEOUT ->
                new WsmanTimeoutException(
                        local(Kind.CLIENT_TIMED_OUT, Kind.CLIENT_TIMED_OUT.nativeCode(), failure, operation, resource),
                        cause);
            case AUTHENTICATION ->
                new WsmanAuthenticationException(
                        local(Kind.AUTHENTICATION, Kind.AUTHENTICATION.nativeCode(), failure, operation, resource),
                        cause);
            case UNENCRYPTED ->
                new WsmanAuthenticationException(
                        local(Kind.AUTHENTICATION, UNENCRYPTED_DISABLED, failure, operation, resource), cause);
            case CONNECT ->
                new WsmanTransportException(
                        local(Kind.CONNECTION, connectCode(failure), failure, operation, resource), cause);
            case SEND, RECEIVE ->
                new WsmanTransportException(
                        local(Kind.CONNECTION, Kind.CONNECTION.nativeCode(), failure, operation, resource), cause);
            case TLS ->
                new WsmanTransportException(local(Kind.TLS, tlsCode(failure), failure, operation, resource), cause);
            case CLOSED ->
                new WsmanTransportException(
                        local(Kind.CLOSED, Kind.CLOSED.nativeCode(), failure, operation, resource), cause);
            case INTERRUPTED ->
                new WsmanTransportException(
                        local(Kind.INTERRUPTED, Kind.INTERRUPTED.nativeCode(), failure, operation, resource), cause);
            case HTTP ->
                new WsmanProtocolException(
                        local(Kind.HTTP, httpCode(failure.httpStatus()), failure, operation, resource), cause);
            case PROTOCOL ->
                new WsmanProtocolException(
                        local(Kind.PROTOCOL, Kind.PROTOCOL.nativeCode(), failure, operation, resource), cause);
            case VALUE ->
                new WsmanProtocolException(local(Kind.PROTOCOL, INVALID_DATA, failure, operation, resource), cause);
            case ENVELOPE_TOO_LARGE ->
                new WsmanProtocolException(
                        local(Kind.ENCODING_LIMIT, ENVELOPE_TOO_LARGE, failure, operation, resource), cause);
        };
    }

    private static WsmanException fault(
            ExchangeException failure, @Nullable String operation, @Nullable String resource) {
        ServerFault said = Objects.requireNonNull(failure.fault());
        WsmanError error = WsmanError.of(said, failure.httpStatus(), operation, resource);
        return switch (error.kind()) {
            case TIMED_OUT -> new WsmanTimeoutException(error, failure.getCause());
            case AUTHENTICATION -> new WsmanAuthenticationException(error, failure.getCause());
            default -> new WsmanFaultException(error, failure.getCause());
        };
    }

    private static WsmanError local(
            Kind kind,
            long nativeCode,
            ExchangeException failure,
            @Nullable String operation,
            @Nullable String resource) {
        String reason = Objects.requireNonNullElse(failure.getMessage(), "");
        return WsmanError.local(kind, nativeCode, reason, failure.httpStatus(), operation, resource)
                .advising(failure.advice());
    }

    private static long connectCode(ExchangeException failure) {
        return causedBy(failure, UnknownHostException.class) ? NAME_NOT_RESOLVED : CANNOT_CONNECT;
    }

    private static long tlsCode(ExchangeException failure) {
        if (causedBy(failure, CertificateExpiredException.class)
                || causedBy(failure, CertificateNotYetValidException.class)) {
            return CERTIFICATE_DATE_INVALID;
        }
        if (says(failure, "No subject alternative") || says(failure, "No name matching")) {
            return CERTIFICATE_NAME_INVALID;
        }
        return says(failure, "unable to find valid certification path")
                ? CERTIFICATE_NOT_TRUSTED
                : Kind.TLS.nativeCode();
    }

    private static long httpCode(int status) {
        return switch (status) {
            case 400 -> 2150859121L;
            case 404 -> 2150859027L;
            case 405 -> 2150858868L;
            case 413 -> 2150859025L;
            case 415 -> 2150858869L;
            case 503 -> 2150859026L;
            default -> httpCodeOfClass(status / 100);
        };
    }

    private static long httpCodeOfClass(int hundreds) {
        return switch (hundreds) {
            case 3 -> 2150859024L;
            case 5 -> 2150859120L;
            default -> Kind.HTTP.nativeCode();
        };
    }

    private static boolean causedBy(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean says(Throwable failure, String words) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++, cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().contains(words)) {
                return true;
            }
        }
        return false;
    }
}
