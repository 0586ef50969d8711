package dev.wsman.clients;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.ShellCommand;
import io.cloudsoft.winrm4j.client.WinRmClient;
import io.cloudsoft.winrm4j.client.WinRmClientBuilder;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Runs command lines in one shell by winrm4j, encrypted by NTLM. Prints one line per command: the exit code, the
 * standard output and the error output, separated by tabs, with CR and LF as \r and \n. Reads the password from the
 * standard input.
 */
public final class Winrm4jCommands {
    private Winrm4jCommands() {}

    /**
     * Runs the program.
     *
     * @param arguments the endpoint, the user, and the command lines
     */
    public static void main(String[] arguments) throws Exception {
        String password = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try (WinRmClient client = WinRmClient.builder(arguments[0])
                        .credentials(arguments[1], password)
                        .authenticationScheme("NTLM")
                        .payloadEncryptionMode(PayloadEncryptionMode.REQUIRED)
                        .environment(Map.of("GREETING", "good day"))
                        .disableCertificateChecks(true)
                        .failureRetryPolicy(WinRmClientBuilder.simpleCounterRetryPolicy(0))
                        .locale(Locale.US)
                        .build();
                ShellCommand shell = client.createShell()) {
            for (String line : Arrays.copyOfRange(arguments, 2, arguments.length)) {
                StringWriter out = new StringWriter();
                StringWriter err = new StringWriter();
                int code = shell.execute(line, out, err);
                System.out.println(code + "\t" + oneLine(out.toString()) + "\t" + oneLine(err.toString()));
            }
        }
        // otherwise the threads of the client keep the process alive for a minute
        System.exit(0);
    }

    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }
}
