package dev.wsman.bench;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.http.RequestAuthenticator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Executors;

/**
 * A server that authenticates and encrypts with the testkit, and forwards the plain requests to the canned server. The
 * arguments are the URL of that server and a folder for a trust store, a key table and a Kerberos configuration.
 *
 * <p>Prints the URLs of its four ports, in the order of {@link SecureContract.Port}. For each line of its input it
 * prints the number of full TLS handshakes since the last line. It ends when its input ends.
 */
public final class SecureFront {
    private final String canned;

    private SecureFront(String canned) {
        this.canned = canned;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        SecureFront front = new SecureFront(arguments[0]);
        CountedHandshakes handshakes = CountedHandshakes.create(folder);
        try (BenchRealm realm = BenchRealm.start(folder)) {
            String plain = "http://localhost:" + front.start(HttpServer.create(), RequestAuthenticator.NONE, false);
            String encrypted = "http://localhost:" + front.start(HttpServer.create(), encrypting(realm), false);
            String tls = "https://localhost:" + front.start(tls(handshakes), RequestAuthenticator.NONE, false);
            String forgetting = "https://localhost:" + front.start(tls(handshakes), RequestAuthenticator.NONE, true);
            System.out.println(plain + " " + encrypted + " " + tls + " " + forgetting);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
            while (in.readLine() != null) {
                System.out.println(handshakes.take());
            }
        }
        System.exit(0); // the servers have threads that do not end
    }

    private static RequestAuthenticator encrypting(BenchRealm realm) {
        SecuritySettings security = new SecuritySettings();
        security.user("Negotiate", SecureContract.USER, SecureContract.PASSWORD);
        security.kerberos(realm.keytab(), realm.servicePrincipal());
        security.encryption(EncryptionPolicy.REQUIRED);
        return security.authenticator();
    }

    private static HttpServer tls(CountedHandshakes handshakes) throws IOException {
        HttpsServer server = HttpsServer.create();
        server.setHttpsConfigurator(new HttpsConfigurator(handshakes.context()));
        return server;
    }

    /** Starts a server on a free port, and returns the port. */
    private int start(HttpServer server, RequestAuthenticator authenticator, boolean forgetting) throws IOException {
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.createContext("/", new FrontHandler(canned, authenticator, forgetting));
        server.setExecutor(Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "front");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
        return server.getAddress().getPort();
    }
}
