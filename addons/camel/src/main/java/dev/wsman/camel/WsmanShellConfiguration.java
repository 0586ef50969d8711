package dev.wsman.camel;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/**
 * The command and the remote shell of the operation {@code run}. Not thread-safe: Camel sets the options before it
 * starts the endpoint.
 */
@UriParams
public class WsmanShellConfiguration {

    @UriParam(label = "producer,shell")
    private @Nullable String command;

    @UriParam(label = "producer,shell", defaultValue = "PROGRAM")
    private WsmanCommandSyntax commandSyntax = WsmanCommandSyntax.PROGRAM;

    @UriParam(label = "producer,shell")
    private @Nullable String arguments;

    @UriParam(label = "producer,shell")
    private @Nullable String workingDirectory;

    @UriParam(label = "producer,shell", prefix = "environment.", multiValue = true)
    private Map<String, Object> environment = new LinkedHashMap<>();

    @UriParam(label = "producer,shell", defaultValue = "65001")
    private int codePage = 65_001;

    @UriParam(label = "producer,shell", defaultValue = "true")
    private boolean loadProfile = true;

    @UriParam(label = "producer,shell", defaultValue = "0", javaType = "java.time.Duration")
    private long shellIdleTimeout = 0;

    public @Nullable String getCommand() {
        return command;
    }

    /**
     * Sets the program, line or script of run. Without it and the header, the body is the command.
     */
    public void setCommand(@Nullable String command) {
        this.command = command;
    }

    public WsmanCommandSyntax getCommandSyntax() {
        return commandSyntax;
    }

    /**
     * Sets how the command is read: as a program, as a line for cmd.exe, or as a PowerShell script.
     */
    public void setCommandSyntax(WsmanCommandSyntax commandSyntax) {
        this.commandSyntax = commandSyntax;
    }

    public @Nullable String getArguments() {
        return arguments;
    }

    /**
     * Sets the arguments of the program, separated by commas. For arguments with commas, use the header.
     */
    public void setArguments(@Nullable String arguments) {
        this.arguments = arguments;
    }

    public @Nullable String getWorkingDirectory() {
        return workingDirectory;
    }

    /**
     * Sets the directory in which commands start; the default is the user's profile directory.
     */
    public void setWorkingDirectory(@Nullable String workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    public Map<String, Object> getEnvironment() {
        return environment;
    }

    /**
     * Sets environment variables of all commands, for example environment.STAGE=test.
     */
    public void setEnvironment(Map<String, Object> environment) {
        this.environment = environment;
    }

    public int getCodePage() {
        return codePage;
    }

    /**
     * Sets the code page of the commands' output; 65001 is UTF-8.
     */
    public void setCodePage(int codePage) {
        this.codePage = codePage;
    }

    public boolean isLoadProfile() {
        return loadProfile;
    }

    /**
     * Sets whether the user's profile is loaded. A shell without it opens faster.
     */
    public void setLoadProfile(boolean loadProfile) {
        this.loadProfile = loadProfile;
    }

    public long getShellIdleTimeout() {
        return shellIdleTimeout;
    }

    /**
     * Sets the time without a command after which the server deletes the shell, in milliseconds, at least 60000. With 0
     * the server decides. A command after that gets a new shell.
     */
    public void setShellIdleTimeout(long shellIdleTimeout) {
        this.shellIdleTimeout = shellIdleTimeout;
    }
}
