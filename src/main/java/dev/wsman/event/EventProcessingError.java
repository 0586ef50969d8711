package dev.wsman.event;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Why Windows could not write the values of an event ({@code ProcessingErrorData}). Such an event has its system
 * properties.
 *
 * @param errorCode the Win32 error code
 * @param dataItemName the name of the value that caused the error
 * @param payload the values as hexadecimal digits
 */
public record EventProcessingError(OptionalLong errorCode, Optional<String> dataItemName, Optional<String> payload) {}
