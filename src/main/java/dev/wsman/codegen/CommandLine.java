package dev.wsman.codegen;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The arguments of the command line. */
final class CommandLine {
    static final String PASSWORD_VARIABLE = "WSMAN_PASSWORD";

    static final String USAGE = """
            Generates Java classes from the CIM classes of a WS-Management server or of MOF files.

              java -cp ... dev.wsman.codegen.Main --server http://host:5985 --user NAME \\
                  --namespace root/cimv2 --class 'Win32_*' --package acme.cim --out src/generated/java

            Source of the declarations
              --server ENDPOINT       [http|https://]host[:port][/path]; Windows, OMI and openwsman serve declarations
              --namespace NAME        the CIM namespace of the classes, as root/cimv2
              --class NAME            a class, or a pattern (Win32_*) if the server can list its classes; may be
                                      repeated, or name several classes, separated by commas; without this option,
                                      all classes of the MOF files or snapshots
              --mof PATH              a MOF file or a folder of MOF files; completes the declarations of the server
                                      (texts, value maps, and what openwsman leaves out), or is the only source;
                                      may be repeated
              --from-snapshot FILE    declarations that --snapshot wrote, instead of a server; may be repeated
              --no-closure            only the named classes and their superclasses, not the classes they refer to

            Output
              --package NAME          the Java package of the classes
              --out FOLDER            the source folder; the package is created below it
              --resource-uri-prefix URI
                                      the part of resource URIs before the class name, if it is not the usual one
              --snapshot FILE         writes the declarations too, to one file, for builds without the server

            Connection to the server
              --user NAME             the user name; the password is taken from the environment variable
                                      WSMAN_PASSWORD, or else prompted for
              --auth SCHEME           negotiate (the default: Kerberos or NTLM, encrypted), kerberos, ntlm, credssp,
                                      basic or digest; kerberos without a user uses the ticket of kinit
              --fingerprint HEX       trust only the certificate with this SHA-256 fingerprint
              --insecure              trust any certificate of any host; only for test networks
              --allow-unencrypted     allow basic and credssp to send the password over plain http

              --verbose               list all files, show what was skipped in declarations, and the stack trace of
                                      an error
              --help                  show this text
            Exit codes: 0 for success, 1 for a failure, 2 for invalid arguments.
            """;

    private final List<String> classes = new ArrayList<>();
    private final List<Path> mof = new ArrayList<>();
    private final List<Path> snapshots = new ArrayList<>();
    private @Nullable String server;
    private String namespace = "";
    private String packageName = "";
    private @Nullable String prefix;
    private @Nullable Path snapshot;
    private @Nullable Path out;
    private @Nullable String user;
    private @Nullable AuthenticationScheme scheme;
    private @Nullable String fingerprint;
    private boolean insecure;
    private boolean unencrypted;
    private boolean closure = true;
    private boolean verbose;
    private boolean help;

    private CommandLine() {}

    /**
     * Parses the arguments.
     *
     * @throws UsageException if an argument is invalid
     */
    static CommandLine parse(List<String> arguments) {
        CommandLine line = new CommandLine();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            if (!line.flag(option)) {
                line.valued(option, rest);
            }
        }
        return line;
    }

    private boolean flag(String option) {
        switch (option) {
            case "--help", "-h" -> help = true;
            case "--verbose" -> verbose = true;
            case "--insecure" -> insecure = true;
            case "--allow-unencrypted" -> unencrypted = true;
            case "--no-closure" -> closure = false;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void valued(String option, Iterator<String> rest) {
        switch (option) {
            case "--server" -> server = value(option, rest);
            case "--namespace" -> namespace = value(option, rest);
            case "--class" -> classes.addAll(names(option, rest));
            case "--mof" -> mof.add(path(option, rest));
            case "--from-snapshot" -> snapshots.add(path(option, rest));
            case "--package" -> packageName = value(option, rest);
            case "--out" -> out = path(option, rest);
            case "--resource-uri-prefix" -> prefix = value(option, rest);
            case "--snapshot" -> snapshot = path(option, rest);
            case "--user" -> user = value(option, rest);
            case "--auth" -> scheme = AuthenticationScheme.named(value(option, rest));
            case "--fingerprint" -> fingerprint = value(option, rest);
            default -> throw new UsageException("unknown option " + option);
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new UsageException(option + " needs a value");
        }
        String value = rest.next();
        if (value.startsWith("--")) {
            throw new UsageException(option + " needs a value, but " + value + " is an option");
        }
        return value;
    }

    /** Rejects an empty list, which would mean all classes. */
    private static List<String> names(String option, Iterator<String> rest) {
        List<String> names = Stream.of(value(option, rest).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new UsageException(option + " needs a class name or a pattern");
        }
        return names;
    }

    private static Path path(String option, Iterator<String> rest) {
        String text = value(option, rest);
        try {
            return Path.of(text);
        } catch (InvalidPathException bad) {
            throw new UsageException(option + ": '" + text + "' is not a path");
        }
    }

    boolean help() {
        return help;
    }

    boolean verbose() {
        return verbose;
    }

    GenerationRun generation() {
        return new GenerationRun(
                access(), namespace, classes, mof, snapshots, closure, packageName, prefix, snapshot, out);
    }

    private @Nullable ServerAccess access() {
        if (server != null) {
            return new ServerAccess(server, user, scheme, fingerprint, insecure, unencrypted);
        }
        if (user != null || scheme != null || fingerprint != null || insecure || unencrypted) {
            throw new UsageException("options for the connection to the server, such as --user, need --server");
        }
        return null;
    }
}
