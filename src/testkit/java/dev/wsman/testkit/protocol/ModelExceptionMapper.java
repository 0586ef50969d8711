package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.ModelException;

/** Maps the reasons of a {@link ModelException} to faults. */
final class ModelExceptionMapper {
    private ModelExceptionMapper() {}

    static ServiceFault fault(ModelException refused) {
        ServiceFault fault = withoutReason(refused.reason()).reason(refused.getMessage());
        boolean provider = refused.reason() == ModelException.Reason.INTERNAL_ERROR;
        return provider ? fault.provider(refused.getMessage()) : fault;
    }

    private static ServiceFault withoutReason(ModelException.Reason reason) {
        return switch (reason) {
            case NOT_FOUND -> FaultKind.DESTINATION_UNREACHABLE.fault("InvalidResourceURI");
            case ALREADY_EXISTS -> FaultKind.ALREADY_EXISTS.fault();
            case ACCESS_DENIED -> FaultKind.ACCESS_DENIED.fault();
            case INVALID_SELECTORS -> FaultKind.INVALID_SELECTORS.fault("InsufficientSelectors");
            case MISSING_VALUES -> FaultKind.INVALID_REPRESENTATION.fault("MissingValues");
            case INVALID_VALUES -> FaultKind.INVALID_REPRESENTATION.fault("InvalidValues");
            case INVALID_PARAMETER -> FaultKind.INVALID_PARAMETER.fault("TypeMismatch");
            case INTERNAL_ERROR -> FaultKind.INTERNAL_ERROR.fault();
        };
    }
}
