package dev.wsman.internal.shell;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a shell to be created.
 *
 * @param options the options of the request, by name
 * @param environment environment variables, by name
 * @param workingDirectory the working directory of commands; null for the server's default
 * @param idleTimeout the time without a request after which the server deletes the shell; null for the server's default
 * @param name a name of the shell; null for none
 */
public record NewShell(
        Map<String, String> options,
        Map<String, String> environment,
        @Nullable String workingDirectory,
        @Nullable Duration idleTimeout,
        @Nullable String name) {}
