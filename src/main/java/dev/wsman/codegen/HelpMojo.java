package dev.wsman.codegen;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoFailureException;
import org.jspecify.annotations.Nullable;

/** Describes the goals of this plugin and their parameters. */
final class HelpMojo extends AbstractMojo {

    /** Whether to describe the parameters too. */
    private boolean detail;

    /** The only goal to describe. */
    private @Nullable String goal;

    /** Called by Maven. */
    HelpMojo() {}

    @Override
    public void execute() throws MojoFailureException {
        try {
            getLog().info(String.join(System.lineSeparator(), PluginHelp.lines(goal, detail)));
        } catch (UsageException invalid) {
            throw new MojoFailureException(invalid.getMessage());
        }
    }
}
