package dev.wsman.internal.transport.auth.kerberos;

import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The realms whose KDCs were given in code.
 *
 * <p>The JDK has one Kerberos configuration per process and no way to give one to a single login. If a realm's KDCs
 * are given nevertheless, this class writes a temporary krb5.conf with those realms. The file includes the
 * configuration that was in force before (the property {@code java.security.krb5.conf}, or the platform's file), and
 * {@code java.security.krb5.conf} is set to it. Other realms keep working. A realm that was known before is
 * overridden. Hosts in the DNS domain of the realm's name count as members of it, as in Windows. The default realm is
 * set only if there was none. The properties {@code java.security.krb5.realm} and {@code .kdc} are not changed and
 * take precedence for their realm. If the application sets {@code java.security.krb5.conf} to another file later, that
 * file is included the next time a realm given here logs in. Nothing is changed as long as no KDC is given.
 * Thread-safe.
 */
final class KerberosRealms {
    private static final String PROPERTY = "java.security.krb5.conf";
    private static final Map<String, List<String>> REALMS = new LinkedHashMap<>();

    private static @Nullable Path written;
    private static @Nullable Path previous;
    private static boolean withoutDefault;

    private KerberosRealms() {}

    /** Makes the realm's KDCs known to the process. */
    static synchronized void add(String realm, List<String> kdcs) throws AuthenticationFailedException {
        if (kdcs.isEmpty()) {
            return;
        }
        try {
            if (kdcs.equals(REALMS.get(realm)) && isInForce()) {
                return;
            }
            if (written == null) {
                previous = configuration().orElse(null);
                withoutDefault = KerberosServiceRealm.defaultRealm().isEmpty();
            } else if (!isInForce()) {
                previous = configuration().orElse(null);
            }
            REALMS.put(realm, kdcs);
            write();
            KerberosModule.refreshConfiguration();
        } catch (IOException unwritable) {
            throw new AuthenticationFailedException(
                    "Kerberos: the configuration for realm " + realm + " cannot be written", unwritable);
        }
    }

    private static boolean isInForce() throws IOException {
        String set = System.getProperty(PROPERTY);
        if (written == null || set == null) {
            return false;
        }
        return set.equals(written.toString()) || Files.isReadable(Path.of(set)) && includes(Path.of(set), written);
    }

    private static boolean includes(Path file, Path included) throws IOException {
        return Files.readAllLines(file).stream().anyMatch(line -> line.strip().equals("include " + included));
    }

    /**
     * Writes the files. The JDK accepts include directives only before the first section, so that the realms are in a
     * file of their own.
     */
    private static void write() throws IOException {
        Path file = written;
        if (file == null) {
            Path directory = Files.createTempDirectory("wsman-krb5-");
            directory.toFile().deleteOnExit();
            file = directory.resolve("krb5.conf");
            written = file;
        }
        Path realms = file.resolveSibling("realms.conf");
        replace(realms, sections());
        boolean included = previous != null && Files.isReadable(previous);
        replace(file, "include " + realms + "\n" + (included ? "include " + previous + "\n" : ""));
        System.setProperty(PROPERTY, file.toString());
    }

    /** Replaces a file atomically, since another thread may be reading it. */
    private static void replace(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        file.toFile().deleteOnExit();
    }

    /**
     * Returns the sections. The JDK uses the first section of a realm and ignores later ones, so that these are
     * included before all others.
     */
    private static String sections() {
        StringBuilder text = new StringBuilder();
        if (withoutDefault) {
            String first = REALMS.keySet().iterator().next();
            text.append("[libdefaults]\n  default_realm = ").append(first).append('\n');
        }
        text.append("[realms]\n");
        REALMS.forEach((realm, kdcs) -> {
            text.append("  ").append(realm).append(" = {\n");
            kdcs.forEach(kdc -> text.append("    kdc = ").append(kdc).append('\n'));
            // TCP first: a dead KDC refuses the connection instead of staying silent, and a Windows PAC seldom fits
            // into a datagram
            text.append("    udp_preference_limit = 1\n    kdc_timeout = 10000\n    max_retries = 2\n  }\n");
        });
        text.append("[domain_realm]\n");
        REALMS.keySet().forEach(realm -> {
            String domain = realm.toLowerCase(Locale.ROOT);
            text.append("  ").append(domain).append(" = ").append(realm).append('\n');
            text.append("  .").append(domain).append(" = ").append(realm).append('\n');
        });
        return text.toString();
    }

    /** Returns the file that the JDK would read, in the JDK's own order of places. */
    private static Optional<Path> configuration() {
        String set = System.getProperty(PROPERTY);
        if (set != null) {
            return Optional.of(Path.of(set).toAbsolutePath()).filter(Files::isReadable);
        }
        Path home = Path.of(System.getProperty("user.home", ""));
        Stream<Path> places = Stream.of(
                Path.of(System.getProperty("java.home", ""), "conf", "security", "krb5.conf"),
                Path.of(Optional.ofNullable(System.getenv("SystemRoot")).orElse("c:\\winnt"), "krb5.ini"),
                home.resolve("Library/Preferences/edu.mit.Kerberos"),
                Path.of("/Library/Preferences/edu.mit.Kerberos"),
                Path.of("/etc/krb5.conf"));
        return places.filter(Files::isReadable).findFirst();
    }
}
