package dev.wsman.tour;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.WsmanException;
import dev.wsman.codegen.AuthenticationScheme;
import dev.wsman.codegen.model.PrintableText;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.shell.ShellHost;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tour of the library: {@code mvn -q test-compile exec:java}. Shows a session with the embedded service, or, if the
 * command line has an endpoint, a session that only reads from a real server.
 */
public final class Quickstart {
    private static final Pattern FINGERPRINT = Pattern.compile("certificateFingerprint\\(\"([0-9a-fA-F]+)\"\\)");
    private static final String COMMAND = "mvn -q test-compile exec:java";

    private final Map<String, String> environment;
    private final TourTerminal terminal;
    private final PrintStream out;
    private final PrintStream err;

    Quickstart(Map<String, String> environment, TourTerminal terminal, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.terminal = terminal;
        this.out = out;
        this.err = err;
    }

    /** Runs the tour. Exits the JVM with status 1 after an error, and with 2 if the command line is not valid. */
    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        int status = new Quickstart(environment, TourTerminal.of(environment), System.out, System.err)
                .run(List.of(arguments));
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
            advice(e, arguments).forEach(err::println);
            return 1;
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** What to run next after an error, if it is another option. */
    private static List<String> advice(RuntimeException error, List<String> arguments) {
        String message = String.valueOf(error.getMessage());
        Matcher untrusted = FINGERPRINT.matcher(message);
        if (untrusted.find()) {
            return List.of(
                    "If this is the fingerprint of the server's certificate, run",
                    "  " + command(arguments, "--fingerprint", untrusted.group(1)));
        }
        if (error instanceof WsmanAuthenticationException
                && message.contains("it offers Basic")
                && !arguments.contains("--auth")) {
            return List.of("To send the password to this server, run", "  " + command(arguments, "--auth", "basic"));
        }
        return List.of();
    }

    private static String command(List<String> arguments, String option, String value) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of(option, value));
        return COMMAND + " -Dexec.args=\"" + String.join(" ", all) + "\"";
    }

    private void show(TourOptions options) {
        TourPage page = new TourPage(out, terminal);
        timeOfMaven().ifPresent(page::text);
        Optional<TourMessages> messages =
                options.wire() ? Optional.of(TourMessages.to(page::message)) : Optional.empty();
        try {
            if (options.endpoint().isPresent()) {
                showServer(options.endpoint().get(), options, page);
            } else {
                showEmbedded(page);
            }
        } finally {
            messages.ifPresent(TourMessages::close);
        }
        next(page, options);
    }

    /** Maven shows nothing while it downloads if it is quiet, as the command of the tour starts it. */
    private static Optional<String> timeOfMaven() {
        if (System.getProperty("maven.home") == null) {
            return Optional.empty();
        }
        long seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000;
        return Optional.of(
                "Maven compiled everything in " + seconds + " s and showed nothing of it (-q). The first time"
                        + " it also downloads libraries, which takes about two minutes.");
    }

    private static void next(TourPage page, TourOptions options) {
        page.heading("What to try next");
        if (options.endpoint().isEmpty()) {
            page.fact("your server", COMMAND + " -Dexec.args=\"HOST --user NAME\"");
        }
        if (!options.wire()) {
            page.fact("messages", COMMAND + " -Dexec.args=--wire");
        }
        page.fact("the code", "src/test/java/dev/wsman/tour/Tour.java");
        page.fact("a program", "README.md shows one of twelve lines; docs/ has a guide for each task");
    }

    private void showEmbedded(TourPage page) {
        String password = UUID.randomUUID().toString();
        try (WsmanService service = WsmanService.builder()
                        .ntlm("guest", password)
                        .shell(ShellHost.localProcesses())
                        .build()
                        .start();
                Session session =
                        Session.open(service.endpoint(), Credentials.negotiate("guest", password.toCharArray()))) {
            page.text("A session with the embedded service at " + service.endpoint()
                    + ", which simulates Windows: negotiate (NTLM), messages encrypted");
            new Tour(session, page).everything(service.log("System"));
        }
    }

    private void showServer(String endpoint, TourOptions options, TourPage page) {
        try (Session session = session(endpoint, options)) {
            page.text("A session with " + endpoint
                    + options.user()
                            .map(user -> ": " + options.scheme().name().toLowerCase(Locale.ROOT) + ", as " + user)
                            .orElse(""));
            new Tour(session, page).readOnly();
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
        if (options.user().isEmpty() && options.scheme() == AuthenticationScheme.KERBEROS) {
            return Optional.of(Credentials.kerberos());
        }
        return options.user().map(user -> credentials(options.scheme(), user));
    }

    private Credentials credentials(AuthenticationScheme scheme, String user) {
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
        char[] typed = TourTerminal.isInteractive() ? System.console().readPassword("Password of %s: ", user) : null;
        if (typed == null) {
            throw new IllegalArgumentException(
                    "no console to ask for the password; set " + TourOptions.PASSWORD_VARIABLE);
        }
        return typed;
    }
}
