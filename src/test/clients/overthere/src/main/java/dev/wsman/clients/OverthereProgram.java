package dev.wsman.clients;

import com.xebialabs.overthere.CmdLine;
import com.xebialabs.overthere.ConnectionOptions;
import com.xebialabs.overthere.OperatingSystemFamily;
import com.xebialabs.overthere.Overthere;
import com.xebialabs.overthere.OverthereConnection;
import com.xebialabs.overthere.OverthereProcess;
import com.xebialabs.overthere.cifs.CifsConnectionBuilder;
import com.xebialabs.overthere.cifs.CifsConnectionType;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Starts a command by the WinRM connection of overthere, whose first request creates a shell. Prints {@code started},
 * or {@code failed} and the chain of exceptions. Reads the password from the standard input.
 */
public final class OverthereProgram {
    private OverthereProgram() {}

    /**
     * Runs the program.
     *
     * @param arguments the endpoint and the user
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
            OverthereProcess process = connection.startProcess(CmdLine.build("hostname"));
            System.out.println("started\t" + process);
        } catch (RuntimeException failed) {
            for (Throwable each = failed; each != null; each = each.getCause()) {
                System.out.println("failed\t" + String.valueOf(each).replaceAll("\\s+", " "));
            }
        }
        System.exit(0);
    }
}
