package dev.wsman.internal.shell;

/** What the caller of a Receive knows about its command, which decides whether a fault is a failure. */
public interface ReceiveContext {
    /**
     * Returns whether the command is being ended by this client: then faults that report an aborted operation, or an
     * unknown command or shell, are the end of the command.
     */
    boolean isEnding();

    /** Returns whether the Receive is repeated if the server is still busy with an earlier one. */
    boolean isPatient();
}
