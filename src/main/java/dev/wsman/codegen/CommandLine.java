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
            Generates Java classes from the CIM classes of a WS-Management server, or from MOF.

              java -cp ... dev.wsman.codegen.Main --server https://host:5986/wsman --user NAME \\
                  --namespace root/cimv2 --class 'Win32_*' --package acme.cim --out src/generated/java

            Where declarations come from
              --server ENDPOINT       [http|https://]host[:port][/path]; Windows, OMI and openwsman serve declarations
              --namespace NAME        the CIM namespace of the classes, as root/cimv2
              --class NAME            a class, or a pattern (Win32_*) where the server can list its classes; may be
                                      repeated, or hold several names with commas; without it all of the MOF or snapshot
              --mof PATH              a MOF file, or a folder of them, that completes what the server tells (texts, value
                                      maps, and what openwsman leaves out), or is the only source; may be repeated
              --from-snapshot FILE    declarations that --snapshot wrote, in place of a server; may be repeated
              --no-closure            only the named classes and their superclasses, not what they refer to

            What is written
              --package NAME          the Java package of the classes
              --out FOLDER            the folder of sources that the package goes into
              --resource-uri-prefix URI
                                      what stands before a class's name in resource URIs, where it is not the usual one
              --snapshot FILE         the declarations too, in one file, for builds without the server

            How the server is reached
              --user NAME             who to be; the password is asked for, or taken from the environment variable
                                      WSMAN_PASSWORD
              --auth SCHEME           basic (unless given), digest, ntlm, kerberos, negotiate or credssp; kerberos without
                                      a user takes the ticket of kinit
              --fingerprint HEX       trust the certificate with this SHA-256 fingerprint, and no other
              --insecure              trust any certificate for any host: for a test network only
              --allow-unencrypted     let basic and credssp hand the password over plain http

              --verbose               show what was skipped in declarations, and where an error came from
              --help                  this text

            Ends with 0, with 1 where something failed, with 2 where the arguments make no sense.
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

    /** Reads arguments; what makes no sense is a {@link Problem}. */
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
            default -> throw new Problem("there is no option " + option);
        }
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new Problem(option + " needs a value");
        }
        String value = rest.next();
        if (value.startsWith("--")) {
            throw new Problem(option + " needs a value, and " + value + " is an option");
        }
        return value;
    }

    /** At least one: without names all classes would be meant. */
    private static List<String> names(String option, Iterator<String> rest) {
        List<String> names = Stream.of(value(option, rest).split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.isEmpty()) {
            throw new Problem(option + " needs the name of a class or a pattern");
        }
        return names;
    }

    private static Path path(String option, Iterator<String> rest) {
        String text = value(option, rest);
        try {
            return Path.of(text);
        } catch (InvalidPathException bad) {
            throw new Problem(option + ": '" + text + "' is no path");
        }
    }

    boolean help() {
        return help;
    }

    boolean verbose() {
        return verbose;
    }

    /** Where classes are written, for people. */
    String destination() {
        return String.valueOf(out != null ? out : snapshot);
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
            throw new Problem("--user and how a server is reached go with --server");
        }
        return null;
    }
}
