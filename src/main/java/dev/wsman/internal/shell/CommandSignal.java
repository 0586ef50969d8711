package dev.wsman.internal.shell;

import dev.wsman.internal.xml.Namespaces;

/** What a client can signal to a command (MS-WSMV 2.2.4.38). */
public enum CommandSignal {
    /** Ends the command with all its processes; also frees its place in the shell if it has ended by itself. */
    TERMINATE("terminate"),
    /** Ctrl+C. */
    CTRL_C("ctrl_c");

    private final String code;

    CommandSignal(String name) {
        this.code = Namespaces.SHELL + "/signal/" + name;
    }

    String code() {
        return code;
    }
}
