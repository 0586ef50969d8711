package dev.wsman.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.server.KdcConfigKey;
import org.apache.kerby.kerberos.kerb.server.SimpleKdcServer;

/** A key distribution centre in this process with the user and the service of the rows about Kerberos. */
final class BenchRealm implements AutoCloseable {
    private static final String REALM = "BENCH.TEST";
    /** What Windows uses, and what the rows are about. */
    private static final String TYPES = "aes256-cts-hmac-sha1-96";

    private static final String SERVICE = "HTTP/localhost@" + REALM;

    private final SimpleKdcServer server;
    private final Path keytab;

    private BenchRealm(SimpleKdcServer server, Path keytab) {
        this.server = server;
        this.keytab = keytab;
    }

    /** Starts it, and writes the key table of the service and the configuration of clients to a folder. */
    static BenchRealm start(Path folder) throws KrbException, IOException {
        int port = freePort();
        SimpleKdcServer server = new SimpleKdcServer();
        server.setKdcRealm(REALM);
        server.setKdcHost("localhost");
        server.setAllowUdp(false);
        server.setAllowTcp(true);
        server.setKdcTcpPort(port);
        server.setWorkDir(Files.createDirectories(folder.resolve("kdc")).toFile());
        server.getKdcConfig().setString(KdcConfigKey.ENCRYPTION_TYPES, TYPES);
        server.init();
        server.start();
        server.createPrincipal(SecureContract.USER + "@" + REALM, SecureContract.PASSWORD);
        server.createPrincipal(SERVICE);
        Path keytab = folder.resolve("service.keytab");
        server.exportPrincipal(SERVICE, keytab.toFile());
        configure(folder.resolve(SecureContract.KERBEROS_CONFIGURATION), port);
        return new BenchRealm(server, keytab);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void configure(Path file, int port) throws IOException {
        Files.writeString(
                file,
                "[libdefaults]\n  default_realm = " + REALM + "\n  udp_preference_limit = 1\n  dns_lookup_kdc = false\n"
                        + "  default_tkt_enctypes = " + TYPES + "\n  default_tgs_enctypes = " + TYPES
                        + "\n  permitted_enctypes = " + TYPES + "\n[realms]\n  " + REALM
                        + " = {\n    kdc = localhost:" + port + "\n  }\n");
        System.setProperty("java.security.krb5.conf", file.toString());
    }

    Path keytab() {
        return keytab;
    }

    String servicePrincipal() {
        return SERVICE;
    }

    @Override
    public void close() throws KrbException {
        server.stop();
    }
}
