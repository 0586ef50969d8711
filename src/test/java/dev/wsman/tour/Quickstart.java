package dev.wsman.tour;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanException;
import dev.wsman.codegen.model.PrintableText;
import dev.wsman.testkit.WsmanService;
import java.io.Console;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A tour of the library: {@code mvn -q test-compile exec:java}. Shows a session with the embedded service, or, if the
 * command line has an endpoint, a session that only reads from a real server.
 */
public final class Quickstart {
    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    Quickstart(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Runs the tour. Exits the JVM with status 1 after an error, and with 2 if the command line is not valid. */
    public static void main(String[] arguments) {
        int status = new Quickstart(System.getenv(), System.out, System.err).run(List.of(arguments));
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs the tour and returns the exit status: 0, 1 or 2. */
    int run(List<String> arguments) {
        try {
            TourOptions options = TourOptions.parse(arguments);
            if (options.help()) {
                out.print(TourOptions.USAGE);
            } else {
                show(options);
            }
            return 0;
        } catch (TourUsageException e) {
            err.println("error: " + e.getMessage());
            err.print(TourOptions.USAGE);
            return 2;
        } catch (WsmanException | IllegalArgumentException e) {
            err.println("error: " + PrintableText.of(String.valueOf(e.getMessage())));
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    private void show(TourOptions options) {
        if (options.endpoint().isPresent()) {
            showServer(options.endpoint().get(), options);
        } else {
            showEmbedded();
        }
    }

    private void showEmbedded() {
        String password = UUID.randomUUID().toString();
        try (WsmanService service =
                        WsmanService.builder().basic("guest", password).build().start();
                Session session = Session.builder(service.endpoint())
                        .credentials(Credentials.basic("guest", password.toCharArray()))
                        .build()) {
            out.println("A session with the embedded service at " + service.endpoint());
            new Tour(session, out).everything();
        }
    }

    private void showServer(String endpoint, TourOptions options) {
        try (Session session = session(endpoint, options)) {
            out.println("A session with " + endpoint);
            new Tour(session, out).readOnly();
        }
    }

    private Session session(String endpoint, TourOptions options) {
        Session.Builder builder = Session.builder(endpoint);
        options.timeout().ifPresent(builder::timeout);
        options.fingerprint().ifPresent(builder::certificateFingerprint);
        if (options.insecure()) {
            builder.trustAllCertificates();
        }
        if (options.allowUnencrypted()) {
            builder.allowUnencrypted();
        }
        credentials(options).ifPresent(builder::credentials);
        return builder.build();
    }

    private Optional<Credentials> credentials(TourOptions options) {
        if (options.user().isEmpty() && options.scheme() == TourScheme.KERBEROS) {
            return Optional.of(Credentials.kerberos());
        }
        return options.user().map(user -> credentials(options.scheme(), user));
    }

    private Credentials credentials(TourScheme scheme, String user) {
        char[] password = password(user);
        try {
            return scheme.credentials(user, password);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private char[] password(String user) {
        String given = environment.get(TourOptions.PASSWORD_VARIABLE);
        if (given != null) {
            return given.toCharArray();
        }
        Console console = System.console();
        char[] typed = console == null ? null : console.readPassword("Password of %s: ", user);
        if (typed == null) {
            throw new IllegalArgumentException(
                    "no console to ask for the password; set " + TourOptions.PASSWORD_VARIABLE);
        }
        return typed;
    }
}
