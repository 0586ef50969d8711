package dev.wsman.bench;

/** The command lines that the canned shell server knows. It replies to all others with exit code 0 and no output. */
public final class ShellCommands {
    /** How long each of many commands takes on the server. */
    public static final int WAIT_MILLIS = 200;

    /** The account of the server that authenticates. */
    public static final String USER = "user";

    public static final String PASSWORD = "Secret-1";

    /** Prints {@link #SHORT_OUTPUT}. */
    public static final String SHORT = "echo hi";

    public static final String SHORT_OUTPUT = "hi\r\n";

    /** Ends after a while. */
    public static final String WAIT = "wait " + WAIT_MILLIS;

    private ShellCommands() {}

    /** Returns the command that prints a number of bytes, in lines of letters. */
    public static String print(long bytes) {
        return "print " + bytes;
    }

    /** Returns the remote name of a file of a number of bytes, which a script can download. */
    public static String remoteFile(long bytes) {
        return "C:\\bench\\" + bytes + ".bin";
    }
}
