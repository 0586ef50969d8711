package dev.wsman.build.guide;

import dev.wsman.Credentials;
import dev.wsman.Encryption;
import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * The servers of a page: Windows on http, where messages must be encrypted, and on https with Basic and Negotiate. They
 * replace the two endpoints that guides use.
 */
public final class GuideServices implements AutoCloseable {
    /** The endpoint of a Windows host as it is after {@code winrm quickconfig}. */
    public static final String HTTP = "\"http://server.example.com:5985\"";
    /** The endpoint of a Windows host with an https listener. */
    public static final String HTTPS = "\"https://server.example.com:5986/wsman\"";

    private static final String USER = "admin";
    private static final String PASSWORD = "pass phrase";
    private static final String ENVIRONMENT = "System.getenv(\"WSMAN_PASSWORD\")";

    private static final String FILE = "\"agent.msi\"";

    private final WsmanService http;
    /** A file of this machine, which blocks upload. */
    private final Path file;

    private final WsmanService https = WsmanService.builder()
            .quirks(ServerQuirks.WINRM)
            .https()
            .basic(USER, PASSWORD)
            .ntlm(USER, PASSWORD)
            .build();

    /**
     * Starts the services.
     *
     * @param disk the disk of the Windows host
     */
    GuideServices(Path disk) throws IOException {
        file = Files.writeString(disk.resolve("agent.msi"), "an installer");
        http = WsmanService.builder()
                .quirks(ServerQuirks.WINRM)
                .ntlm(USER, PASSWORD)
                .encryption(EncryptionPolicy.REQUIRED)
                .shell(GuideShell.host(disk))
                .build();
        writeEvents(http);
        http.start();
        https.start();
    }

    private static void writeEvents(WsmanService service) {
        service.log("System").write(7036, "Print Spooler", "running");
        service.log("Application")
                .event(1000)
                .level(2)
                .data("AppName", "tool.exe")
                .write();
        service.log("Security")
                .event(4624)
                .data("TargetUserName", "alice")
                .message("An account was successfully logged on.")
                .write();
    }

    /** Replaces the endpoints and the password of the environment in code. */
    String in(String code) {
        return code.replace(HTTP, '"' + http.endpoint() + '"')
                .replace(HTTPS, '"' + https.endpoint() + '"')
                .replace(ENVIRONMENT, '"' + PASSWORD + '"')
                .replace(FILE, '"' + file.toString() + '"');
    }

    /** Opens the session that statements see as {@code session}. */
    Session open() {
        return Session.builder(http.endpoint())
                .credentials(Credentials.negotiate(USER, password()))
                .encryption(Encryption.ALWAYS)
                .build();
    }

    /** Returns a new copy of the password. */
    char[] password() {
        return PASSWORD.toCharArray();
    }

    /** Returns the arguments of a program: the endpoint and the password. */
    String[] arguments() {
        return new String[] {http.endpoint(), PASSWORD};
    }

    /** Returns the TLS context that trusts the service with https. */
    SSLContext sslContext() {
        return https.sslContext();
    }

    /** Returns the requests that both services received. */
    public List<RecordedRequest> requests() {
        return Stream.concat(http.requests().stream(), https.requests().stream())
                .toList();
    }

    @Override
    public void close() {
        http.close();
        https.close();
    }
}
