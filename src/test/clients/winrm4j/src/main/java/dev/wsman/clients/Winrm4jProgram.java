package dev.wsman.clients;

import io.cloudsoft.winrm4j.client.PayloadEncryptionMode;
import io.cloudsoft.winrm4j.client.ShellCommand;
import io.cloudsoft.winrm4j.client.WinRmClient;
import io.cloudsoft.winrm4j.client.WinRmClientBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import javax.xml.ws.soap.SOAPFaultException;

/**
 * Creates shells by winrm4j, which always sends this request first. Prints one line per attempt: the scheme and the
 * encryption mode, a tab, and {@code shell}, {@code fault} with the reason of the fault, or {@code failed} with the
 * chain of exceptions. Reads the password from the standard input.
 */
public final class Winrm4jProgram {
    private final String endpoint;
    private final String user;
    private final String password;

    private Winrm4jProgram(String endpoint, String user, String password) {
        this.endpoint = endpoint;
        this.user = user;
        this.password = password;
    }

    /**
     * Runs the program.
     *
     * @param arguments the endpoint, the user, and attempts, each an authentication scheme (Basic, NTLM), a colon and
     *     an encryption mode (OFF, OPTIONAL, REQUIRED)
     */
    public static void main(String[] arguments) throws Exception {
        String password = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        Winrm4jProgram program = new Winrm4jProgram(arguments[0], arguments[1], password);
        for (String attempt : Arrays.copyOfRange(arguments, 2, arguments.length)) {
            System.out.println(attempt + "\t" + program.run(attempt.split(":")[0], attempt.split(":")[1]));
        }
        // otherwise the threads of the client keep the process alive for a minute
        System.exit(0);
    }

    private String run(String scheme, String encryption) {
        try (WinRmClient client = WinRmClient.builder(endpoint)
                        .credentials(user, password)
                        .authenticationScheme(scheme)
                        .payloadEncryptionMode(PayloadEncryptionMode.valueOf(encryption))
                        .disableCertificateChecks(true)
                        .failureRetryPolicy(WinRmClientBuilder.simpleCounterRetryPolicy(0))
                        .locale(Locale.US)
                        .build();
                ShellCommand shell = client.createShell()) {
            return "shell\t" + shell;
        } catch (SOAPFaultException fault) {
            return "fault\t" + oneLine(fault.getMessage());
        } catch (RuntimeException failed) {
            StringBuilder chain = new StringBuilder("failed");
            for (Throwable each = failed; each != null; each = each.getCause()) {
                chain.append('\t').append(oneLine(each.toString()));
            }
            return chain.toString();
        }
    }

    private static String oneLine(String text) {
        return String.valueOf(text).replaceAll("\\s+", " ");
    }
}
