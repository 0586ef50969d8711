package dev.wsman.tour;

import dev.wsman.codegen.AuthenticationScheme;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The command line. Without an endpoint the tour uses the embedded service; all options but --wire are for a real
 * server.
 */
public final class TourOptions {
    public static final String PASSWORD_VARIABLE = "WSMAN_PASSWORD";

    public static final String USAGE = """
            Shows the operations of wsman-session.

              mvn -q test-compile exec:java
                  with an embedded service in the same JVM: reads, changes, creates, deletes

              mvn -q test-compile exec:java -Dexec.args="ENDPOINT [--user NAME] [options]"
                  with a real server: reads only

            ENDPOINT is [http|https://]host[:port][/path], for example server.example.com

              --user NAME           the user; the tour asks for the password, or takes it from
                                    the environment variable WSMAN_PASSWORD
              --auth SCHEME         negotiate (the default), basic, digest, ntlm, kerberos or
                                    credssp; kerberos without a user takes the ticket of kinit
              --fingerprint HEX     trust only the certificate with this SHA-256 fingerprint
              --insecure            trust any certificate for any host; only for test networks
              --allow-unencrypted   let basic and credssp send the password over plain http
              --timeout SECONDS     the time limit of an operation; the default is 60
              --wire                show the messages, without secrets
              --help                show this text

            Lines are as wide as the terminal, or as COLUMNS says. NO_COLOR turns styles off.
            """;

    private String endpoint;
    private String user;
    private AuthenticationScheme scheme;
    private String fingerprint;
    private boolean insecure;
    private boolean allowUnencrypted;
    private boolean wire;
    private boolean help;
    private Duration timeout;

    private TourOptions() {}

    /**
     * Parses a command line.
     *
     * @throws TourUsageException if it is not valid
     */
    public static TourOptions parse(List<String> arguments) {
        TourOptions options = new TourOptions();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            options.read(rest.next(), rest);
        }
        if (!options.help) {
            options.check();
        }
        return options;
    }

    private void read(String argument, Iterator<String> rest) {
        switch (argument) {
            case "--help", "-h" -> help = true;
            case "--wire" -> wire = true;
            case "--insecure" -> insecure = true;
            case "--allow-unencrypted" -> allowUnencrypted = true;
            case "--user" -> user = value(argument, rest);
            case "--auth" -> scheme = scheme(value(argument, rest));
            case "--fingerprint" -> fingerprint = value(argument, rest);
            case "--timeout" -> timeout = seconds(value(argument, rest));
            default -> endpoint(argument);
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new TourUsageException(option + " needs a value");
        }
        return rest.next();
    }

    private static AuthenticationScheme scheme(String name) {
        try {
            return AuthenticationScheme.named(name);
        } catch (IllegalArgumentException unknown) {
            throw new TourUsageException(unknown.getMessage());
        }
    }

    private static Duration seconds(String text) {
        if (!text.matches("[1-9]\\d{0,5}")) {
            throw new TourUsageException("--timeout takes a number of seconds from 1 to 999999, not " + text);
        }
        return Duration.ofSeconds(Long.parseLong(text));
    }

    private void endpoint(String argument) {
        if (argument.startsWith("-")) {
            throw new TourUsageException("there is no option " + argument);
        }
        if (endpoint != null) {
            throw new TourUsageException("one endpoint at a time, not " + endpoint + " and " + argument);
        }
        endpoint = argument;
    }

    private void check() {
        if (endpoint == null) {
            require(
                    user == null
                            && scheme == null
                            && fingerprint == null
                            && !insecure
                            && !allowUnencrypted
                            && timeout == null,
                    "these options require an endpoint");
            return;
        }
        boolean https = endpoint.toLowerCase(Locale.ROOT).startsWith("https:");
        require(!insecure || fingerprint == null, "--insecure and --fingerprint exclude each other");
        require(https || (!insecure && fingerprint == null), "--insecure and --fingerprint require an https endpoint");
        require(user != null || scheme == null || scheme == AuthenticationScheme.KERBEROS, "--auth requires --user");
        boolean sendsPassword =
                user != null && (scheme() == AuthenticationScheme.BASIC || scheme() == AuthenticationScheme.CREDSSP);
        require(!allowUnencrypted || sendsPassword, "--allow-unencrypted requires --user and --auth basic or credssp");
        require(!allowUnencrypted || !https, "--allow-unencrypted requires an http endpoint");
    }

    private static void require(boolean satisfied, String otherwise) {
        if (!satisfied) {
            throw new TourUsageException(otherwise);
        }
    }

    public boolean help() {
        return help;
    }

    /** Whether the messages are shown. */
    public boolean wire() {
        return wire;
    }

    /** The real server; empty for the embedded service. */
    public Optional<String> endpoint() {
        return Optional.ofNullable(endpoint);
    }

    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The authentication scheme. Not used if there is neither a user nor Kerberos. */
    public AuthenticationScheme scheme() {
        return scheme == null ? AuthenticationScheme.NEGOTIATE : scheme;
    }

    public Optional<String> fingerprint() {
        return Optional.ofNullable(fingerprint);
    }

    public boolean insecure() {
        return insecure;
    }

    public boolean allowUnencrypted() {
        return allowUnencrypted;
    }

    public Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }
}
