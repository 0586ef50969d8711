package dev.wsman.testkit.shell;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a client chooses for a shell.
 *
 * @param user the name of the client as it authenticated
 * @param clientAddress the address of the client
 * @param workingDirectory the working directory
 * @param environment the variables
 * @param idleTimeout the idle time-out
 * @param codePage the code page
 * @param profile whether the profile of the user is loaded
 * @param inputStreams the names of the input streams
 * @param outputStreams the names of the output streams
 */
public record ShellSettings(
        String user,
        String clientAddress,
        Optional<String> workingDirectory,
        Map<String, String> environment,
        Optional<Duration> idleTimeout,
        Optional<Integer> codePage,
        boolean profile,
        String inputStreams,
        String outputStreams) {}
