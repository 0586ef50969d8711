package dev.wsman.codegen;

import dev.wsman.WsmanException;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.model.PrintableText;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.project.MavenProject;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.jspecify.annotations.Nullable;

/**
 * Generates Java classes from CIM declarations and adds them to the sources that Maven compiles. The declarations come
 * from a live server, from a snapshot of its declarations, or from MOF; the latter two need no server. The parameters
 * have the names of the fields. {@code META-INF/maven/plugin.xml} has their defaults.
 */
final class GenerateMojo extends AbstractMojo {

    /**
     * The endpoint of the server, such as {@code http://host:5985}. Windows, OMI and openwsman serve declarations.
     */
    private @Nullable String server;

    /** The CIM namespace of the classes, such as {@code root/cimv2}. */
    private @Nullable String namespace;

    /** Names and patterns ({@code Win32_*}) of classes. Empty for all classes of the snapshots or MOF files. */
    private List<String> classes = List.of();

    /**
     * MOF files and folders of MOF files, which complete the declarations of the server or snapshot, or are the only
     * source.
     */
    private List<File> mof = List.of();

    /** Files that {@code snapshot} wrote, instead of a server. */
    private List<File> fromSnapshot = List.of();

    /**
     * Whether to include the classes that the named classes need: targets of references and classes of embedded
     * instances.
     */
    private boolean closure = true;

    /** The Java package of the classes. */
    private String packageName = "";

    /** The part of resource URIs before the class name, if it is not the usual one. */
    private @Nullable String resourceUriPrefix;

    /** A file to write the declarations to, for builds without the server. */
    private @Nullable File snapshot;

    /** The source folder; the package is created below it. */
    private File outputDirectory = new File("");

    /**
     * The id of a {@code <server>} in Maven's settings.xml, which has the user name and the password. The password may
     * be encrypted by {@code mvn --encrypt-password}.
     */
    private @Nullable String serverId;

    /**
     * The user name, if it is not that of {@code serverId}. Without a {@code serverId} with a password, the password is
     * taken from the environment variable {@code WSMAN_PASSWORD}.
     */
    private @Nullable String user;

    /** The authentication scheme: negotiate (the default), kerberos, ntlm, credssp, basic or digest. */
    private @Nullable String auth;

    /** The SHA-256 fingerprint of the only certificate to trust. */
    private @Nullable String fingerprint;

    /** Whether to trust any certificate of any host; only for test networks. */
    private boolean insecure;

    /** Whether Basic and CredSSP may send the password over plain http. */
    private boolean allowUnencrypted;

    /** Whether to generate nothing. */
    private boolean skip;

    private @Nullable MavenProject project;

    private @Nullable Settings settings;

    /** Maven's component. */
    private @Nullable SettingsDecrypter settingsDecrypter;

    private Map<String, String> environment = System.getenv();

    /** Called by Maven. */
    GenerateMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        try {
            log(generate());
        } catch (UsageException | IllegalArgumentException invalid) {
            throw new MojoFailureException(message(invalid), LoggableFailure.of(invalid));
        } catch (WsmanException | DeclarationException failure) {
            throw new MojoExecutionException(message(failure), LoggableFailure.of(failure));
        } catch (RuntimeException unexpected) {
            throw new MojoExecutionException(
                    unexpected.getClass().getName() + ": " + message(unexpected), LoggableFailure.of(unexpected));
        }
        if (project != null) {
            project.addCompileSourceRoot(outputDirectory.getPath());
        }
    }

    private GenerationReport generate() {
        Server login =
                server == null || serverId == null ? null : SettingsLogin.of(serverId, settings, settingsDecrypter);
        String password = login == null ? null : login.getPassword();
        Terminal terminal = new Terminal(System.out, System.err, environment, null);
        return generation(user == null && login != null ? login.getUsername() : user)
                .run(
                        password == null ? terminal::password : name -> password.toCharArray(),
                        (name, done, known) -> getLog().debug(done + "/" + known + " " + name));
    }

    private void log(GenerationReport report) {
        report.warnings().forEach(warning -> getLog().warn(PrintableText.of(warning)));
        report.notes().forEach(note -> getLog().debug(PrintableText.of(note)));
        report.files(false).forEach(file -> getLog().info(PrintableText.of(file)));
        getLog().info(PrintableText.of(report.summary()));
    }

    private static String message(RuntimeException failure) {
        return PrintableText.of(String.valueOf(failure.getMessage()));
    }

    private GenerationRun generation(@Nullable String userName) {
        return new GenerationRun(
                server == null
                        ? null
                        : new ServerAccess(
                                server,
                                userName,
                                auth == null ? null : AuthenticationScheme.named(auth),
                                fingerprint,
                                insecure,
                                allowUnencrypted),
                namespace == null ? "" : namespace,
                classes,
                paths(mof),
                paths(fromSnapshot),
                closure,
                packageName,
                resourceUriPrefix,
                snapshot == null ? null : snapshot.toPath(),
                outputDirectory.toPath());
    }

    private static List<Path> paths(List<File> files) {
        return files.stream().map(File::toPath).toList();
    }
}
