package dev.wsman.internal.shell;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A shell as the server described it when it was created.
 *
 * @param id the ShellId, without surrounding white space and otherwise as the server wrote it
 * @param owner the user, {@code HOST\name}; null if the server did not send it
 * @param idleTimeout the time without a request after which the server deletes the shell; null if not known
 */
public record CreatedShell(
        String id, @Nullable String owner, @Nullable Duration idleTimeout) {}
