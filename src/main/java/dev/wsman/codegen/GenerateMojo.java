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
import org.jspecify.annotations.Nullable;

/**
 * Generates Java classes from CIM declarations and adds them to the sources that are compiled. They come from a live server, from a
 * snapshot of its declarations, or from MOF; the latter two need no server. Parameters have the names of the fields; what they are
 * without configuration is in {@code META-INF/maven/plugin.xml}.
 */
final class GenerateMojo extends AbstractMojo {

    /** The server to read from, as {@code https://host:5986/wsman}. Windows, OMI and openwsman serve declarations. */
    private @Nullable String server;

    /** The CIM namespace of the classes, such as {@code root/cimv2}. */
    private @Nullable String namespace;

    /** Names and patterns ({@code Win32_*}) of classes. Without any, all of the snapshot or MOF. */
    private List<String> classes = List.of();

    /** MOF files, and folders of them, that complete what the server or snapshot tells, or are the only source. */
    private List<File> mof = List.of();

    /** Declarations that were written with {@code snapshot}, in place of a server. */
    private List<File> fromSnapshot = List.of();

    /** Whether what the named classes need comes along: targets of references, classes of embedded instances. */
    private boolean closure = true;

    /** The Java package of the classes. */
    private String packageName = "";

    /** What stands before a class's name in resource URIs, where it is not the usual one. */
    private @Nullable String resourceUriPrefix;

    /** A file for the declarations that were used, for builds without the server. */
    private @Nullable File snapshot;

    /** The folder of sources that the package goes into. */
    private File outputDirectory = new File("");

    /** Who to be on the server; the password comes from the environment variable {@code WSMAN_PASSWORD}. */
    private @Nullable String user;

    /** How the user is shown: basic (unless given), digest, ntlm, kerberos, negotiate or credssp. */
    private @Nullable String auth;

    /** The SHA-256 fingerprint of the one certificate to trust. */
    private @Nullable String fingerprint;

    /** Whether to trust any certificate for any host: for a test network only. */
    private boolean insecure;

    /** Whether Basic and CredSSP may hand the password over plain http. */
    private boolean allowUnencrypted;

    /** Generates nothing. */
    private boolean skip;

    private @Nullable MavenProject project;

    private Map<String, String> environment = System.getenv();

    /** For Maven. */
    GenerateMojo() {}

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().info("skipped");
            return;
        }
        try {
            Terminal terminal = new Terminal(System.out, System.err, environment, null);
            GenerationRun.Result result = generation()
                    .run(terminal::password, (name, done, known) -> getLog().debug(done + "/" + known + " " + name));
            result.warnings().forEach(warning -> getLog().warn(PrintableText.of(warning)));
            result.notes().forEach(note -> getLog().debug(PrintableText.of(note)));
            getLog().info(result.classes() + " classes in " + outputDirectory);
        } catch (Problem | IllegalArgumentException wrong) {
            throw new MojoFailureException(message(wrong), LoggableFailure.of(wrong));
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

    private static String message(RuntimeException failure) {
        return PrintableText.of(String.valueOf(failure.getMessage()));
    }

    private GenerationRun generation() {
        return new GenerationRun(
                server == null
                        ? null
                        : new ServerAccess(
                                server,
                                user,
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
