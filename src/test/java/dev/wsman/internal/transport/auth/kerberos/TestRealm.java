package dev.wsman.internal.transport.auth.kerberos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;
import org.jspecify.annotations.Nullable;

/** A key distribution centre of Apache Kerby in this process: one realm, a user, and the principals of a server. */
public final class TestRealm implements AutoCloseable {
    static final String CONFIGURATION = "java.security.krb5.conf";
    public static final String USER = "alice";
    public static final String PASSWORD = "Al1ce's pass";

    private final String realm;
    private final SimpleKdcServer server;
    private final int port;
    private final Path directory;

    private TestRealm(String realm, SimpleKdcServer server, int port, Path directory) {
        this.realm = realm;
        this.server = server;
        this.port = port;
        this.directory = directory;
    }

    public static TestRealm start(String realm, Path directory) throws KrbException, IOException {
        String configuration = System.getProperty(CONFIGURATION);
        int port = freePort();
        SimpleKdcServer server = new SimpleKdcServer();
        server.setKdcRealm(realm);
        server.setKdcHost("localhost");
        server.setAllowUdp(false);
        server.setAllowTcp(true);
        server.setKdcTcpPort(port);
        server.setWorkDir(directory.toFile());
        server.init();
        server.start();
        // Kerby sets the property to its own krb5.conf: the tests must use only the realm that they configure
        restore(configuration);
        server.createPrincipal(USER + "@" + realm, PASSWORD);
        return new TestRealm(realm, server, port, directory);
    }

    static void restore(@Nullable String configuration) {
        if (configuration == null) {
            System.clearProperty(CONFIGURATION);
        } else {
            System.setProperty(CONFIGURATION, configuration);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public String realm() {
        return realm;
    }

    public String kdc() {
        return "localhost:" + port;
    }

    /** Registers a principal, such as {@code HTTP/localhost}, with a random key. */
    public Path keytab(String principal) throws KrbException {
        Path keytab = directory.resolve(principal.replaceAll("\\W", "_") + ".keytab");
        server.createPrincipal(principal + "@" + realm);
        server.exportPrincipal(principal + "@" + realm, keytab.toFile());
        return keytab;
    }

    public Path userKeytab() throws KrbException {
        Path keytab = directory.resolve("user.keytab");
        server.exportPrincipal(USER + "@" + realm, keytab.toFile());
        return keytab;
    }

    /** Returns a ticket cache as kinit writes it. */
    public Path ticketCache() throws KrbException {
        Path cache = directory.resolve("user.ccache");
        server.getKrbClient()
                .storeTicket(server.getKrbClient().requestTgt(USER + "@" + realm, PASSWORD), cache.toFile());
        return cache;
    }

    @Override
    public void close() throws KrbException {
        server.stop();
    }
}
