package dev.wsman.testkit.shell;

import java.util.List;

/**
 * A command of a line for cmd.exe.
 *
 * @param name the first word without quotation marks; empty for a group
 * @param tail the rest of the line as a program receives it: with quotation marks, without carets
 * @param group the lists of a command in parentheses: commands separated by {@code &}
 * @param redirections the redirections in their order
 */
record CmdCommand(String name, String tail, List<CmdList> group, List<Redirection> redirections) {
    /** What a redirection does with a handle. */
    enum Direction {
        READ,
        WRITE,
        APPEND,
        DUPLICATE
    }

    /** A redirection of a handle to a file, or to another handle if it is a duplicate. */
    record Redirection(int handle, Direction direction, String target) {}

    /** Commands whose output is the input of the next. */
    record CmdPipeline(List<CmdCommand> stages) {}

    /** Pipelines separated by {@code ||} of pipelines separated by {@code &&}, which binds closer. */
    record CmdList(List<List<CmdPipeline>> alternatives) {}
}
