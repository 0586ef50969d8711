package dev.wsman.bench;

import dev.wsman.Credentials;
import dev.wsman.Session;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.login.LoginContext;

/** The sides of the rows about encryption and logging on, by their names. */
final class SecureSides {
    private static final char[] PASSWORD = SecureContract.PASSWORD.toCharArray();
    /** The items of one run. */
    private static final int ITEMS = 2000;
    /** The lengths of a request, and of a reply without items. */
    private static final int REQUEST = 1500;

    private static final int ENVELOPE = 800;

    private final String[] urls;
    private final int itemSize;
    private final KeyStore trusted;
    private final KeyStore serverKeys;
    private final SSLContext clients;
    /** Stays open during logins, as in a program with many sessions; null before the first. */
    private Session other;
    /** Keeps the tickets of its credentials; null before the logins that use them. */
    private Session ticketHolder;

    /** Takes the arguments: the folder, the size of an item, and the URLs of the ports. */
    SecureSides(String[] arguments) throws Exception {
        trusted = store(Path.of(arguments[0], SecureContract.TRUST_STORE));
        serverKeys = store(Path.of(arguments[0], SecureContract.KEY_STORE));
        itemSize = Integer.parseInt(arguments[1]);
        urls = Stream.of(arguments).skip(2).toArray(String[]::new);
        clients = clients();
    }

    private static KeyStore store(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private SSLContext clients() throws GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private SSLContext servers() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(serverKeys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    private String url(SecureContract.Port port, String path) {
        return urls[port.ordinal()] + path;
    }

    private URI uri(SecureContract.Port port) {
        return URI.create(url(port, "/wsman"));
    }

    /** Opens a side: an enumeration in batches of this size, or a login if it is 0. */
    SecureSide open(String name, int batch) throws Exception {
        return batch == 0 ? login(name) : encrypted(name, batch);
    }

    private SecureSide encrypted(String name, int batch) throws Exception {
        int batches = ITEMS / batch;
        BareCiphers ciphers = new BareCiphers(REQUEST, ENVELOPE + batch * itemSize);
        return switch (name) {
            case "rc4" -> scaled(ciphers.rc4(batches), batch);
            case "aes256" -> scaled(ciphers.aes256(batches), batch);
            case "tls13" -> scaled(ciphers.tls(batches, clients, servers()), batch);
            default -> {
                Session session =
                        builder(name, CannedContract.path(batch, batches)).build();
                yield () -> enumerate(session, (long) batch * batches);
            }
        };
    }

    /** Counts items in place of messages. */
    private static SecureSide scaled(SecureSide side, int batch) {
        return () -> side.run() * batch;
    }

    private static long enumerate(Session session, long expected) {
        try (Stream<?> items = session.enumerate(SessionContender.CLASS).stream()) {
            long count = items.count();
            if (count != expected) {
                throw new NotMeasuredException(count + " items received instead of " + expected);
            }
            return count;
        }
    }

    private Session.Builder builder(String name, String path) {
        return switch (name) {
            case "plain" -> Session.builder(url(SecureContract.Port.PLAIN, path));
            case "ntlm" ->
                Session.builder(url(SecureContract.Port.ENCRYPTED, path))
                        .credentials(Credentials.ntlm(SecureContract.USER, PASSWORD));
            case "kerberos" ->
                Session.builder(url(SecureContract.Port.ENCRYPTED, path))
                        .credentials(Credentials.kerberos(SecureContract.USER, PASSWORD));
            case "tls" -> Session.builder(url(SecureContract.Port.TLS, path)).trustStore(trusted);
            case "tls-full" ->
                Session.builder(url(SecureContract.Port.TLS_FULL, path)).trustStore(trusted);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private SecureSide login(String name) throws Exception {
        if (other == null) {
            other = builder("plain", "/wsman").build();
            other.identify();
        }
        URI encrypted = uri(SecureContract.Port.ENCRYPTED);
        return switch (name) {
            case "bare-plain" -> () -> BareLogins.plain(uri(SecureContract.Port.PLAIN));
            case "bare-ntlm" -> () -> BareLogins.ntlm(encrypted);
            case "bare-kerberos" -> () -> BareLogins.kerberos(encrypted);
            case "bare-kerberos-ticket" -> {
                LoginContext login = BareKerberos.logIn();
                yield () -> BareLogins.kerberos(encrypted, login);
            }
            case "bare-tls" -> () -> BareLogins.tls(uri(SecureContract.Port.TLS), clients);
            case "bare-tls-full" -> () -> BareLogins.tls(uri(SecureContract.Port.TLS_FULL), clients);
            case "kerberos-ticket" -> {
                Session.Builder builder = builder("kerberos", "/wsman");
                ticketHolder = builder.build();
                ticketHolder.identify();
                yield () -> identify(builder);
            }
            default -> () -> identify(builder(name, "/wsman"));
        };
    }

    private static long identify(Session.Builder builder) {
        try (Session session = builder.build()) {
            session.identify();
        }
        return 1;
    }
}
