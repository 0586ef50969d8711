package dev.wsman.clients;

import com.xebialabs.overthere.CmdLine;
import com.xebialabs.overthere.ConnectionOptions;
import com.xebialabs.overthere.OperatingSystemFamily;
import com.xebialabs.overthere.Overthere;
import com.xebialabs.overthere.OverthereConnection;
import com.xebialabs.overthere.OverthereProcess;
import com.xebialabs.overthere.cifs.CifsConnectionBuilder;
import com.xebialabs.overthere.cifs.CifsConnectionType;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/**
 * Runs commands by the WinRM connection of overthere, each in a shell of its own, with Basic: it has no NTLM. Prints
 * one line per command: the exit code, the standard output and the error output, separated by tabs, with CR and LF as
 * \r and \n. Reads the password from the standard input.
 */
public final class OverthereCommands {
    private OverthereCommands() {}

    /**
     * Runs the program.
     *
     * @param arguments the endpoint, the user, and the commands, whose words are separated by single spaces; a text
     * after
     *     a less-than sign is the input, a line
     */
    public static void main(String[] arguments) throws Exception {
        URI endpoint = URI.create(arguments[0]);
        ConnectionOptions options = new ConnectionOptions();
        options.set(CifsConnectionBuilder.CONNECTION_TYPE, CifsConnectionType.WINRM_INTERNAL);
        options.set(ConnectionOptions.OPERATING_SYSTEM, OperatingSystemFamily.WINDOWS);
        options.set(ConnectionOptions.ADDRESS, endpoint.getHost());
        options.set(ConnectionOptions.PORT, endpoint.getPort());
        options.set(ConnectionOptions.USERNAME, arguments[1]);
        options.set(ConnectionOptions.PASSWORD, new String(System.in.readAllBytes(), StandardCharsets.UTF_8));
        try (OverthereConnection connection = Overthere.getConnection(CifsConnectionBuilder.CIFS_PROTOCOL, options)) {
            for (String command : Arrays.copyOfRange(arguments, 2, arguments.length)) {
                String[] parts = command.split(" <");
                OverthereProcess process = connection.startProcess(CmdLine.build(parts[0].split(" ")));
                if (parts.length > 1) {
                    process.getStdin().write((parts[1] + "\n").getBytes(StandardCharsets.UTF_8));
                    process.getStdin().flush();
                }
                System.out.println(run(process));
            }
        }
        System.exit(0);
    }

    private static String run(OverthereProcess process) throws Exception {
        CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getStderr()));
        String out = read(process.getStdout());
        return process.waitFor() + "\t" + out + "\t" + err.get();
    }

    private static String read(InputStream stream) {
        try {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("\r", "\\r").replace("\n", "\\n");
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
