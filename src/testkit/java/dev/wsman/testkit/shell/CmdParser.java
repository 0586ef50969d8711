package dev.wsman.testkit.shell;

import dev.wsman.testkit.shell.CmdCommand.CmdList;
import dev.wsman.testkit.shell.CmdCommand.CmdPipeline;
import dev.wsman.testkit.shell.CmdCommand.Direction;
import dev.wsman.testkit.shell.CmdCommand.Redirection;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a line as cmd.exe does after the variables are expanded. A caret outside quotation marks makes the next
 * character ordinary; an escaped quotation mark does not start quotation. Within quotation marks no character is
 * special. Not thread-safe.
 */
final class CmdParser {
    private static final String SPECIAL = "&|<>";

    private final String line;
    private int at;
    private int depth;

    private CmdParser(String line) {
        this.line = line;
    }

    /** Returns the commands of a line, which {@code &} separates. */
    static List<CmdList> parse(String line) {
        return new CmdParser(line).lists();
    }

    private List<CmdList> lists() {
        List<CmdList> lists = new ArrayList<>();
        do {
            skipBlanks();
            if (!atEnd()) {
                lists.add(list());
            }
        } while (accept("&"));
        return lists;
    }

    private CmdList list() {
        List<List<CmdPipeline>> alternatives = new ArrayList<>();
        do {
            List<CmdPipeline> conjunction = new ArrayList<>();
            do {
                conjunction.add(pipeline());
            } while (accept("&&"));
            alternatives.add(conjunction);
        } while (accept("||"));
        return new CmdList(alternatives);
    }

    private CmdPipeline pipeline() {
        List<CmdCommand> stages = new ArrayList<>();
        do {
            stages.add(command());
        } while (accept("|"));
        return new CmdPipeline(stages);
    }

    private boolean accept(String operator) {
        if (operator.length() == 1 && line.startsWith(operator.repeat(2), at) || !line.startsWith(operator, at)) {
            return false;
        }
        at += operator.length();
        return true;
    }

    private boolean atEnd() {
        return at == line.length() || depth > 0 && line.charAt(at) == ')';
    }

    private void skipBlanks() {
        while (at < line.length() && " \t,;=@".indexOf(line.charAt(at)) >= 0) {
            at++;
        }
    }

    private CmdCommand command() {
        skipBlanks();
        if (!atEnd() && line.charAt(at) == '(') {
            at++;
            depth++;
            List<CmdList> group = lists();
            depth--;
            if (at == line.length()) {
                throw new CmdSyntaxException("The syntax of the command is incorrect.");
            }
            at++;
            return new Words().command(group);
        }
        CmdCommand command = new Words().command(List.of());
        if (command.name().isEmpty() && command.redirections().isEmpty()) {
            throw new CmdSyntaxException(
                    at < line.length()
                            ? line.charAt(at) + " was unexpected at this time."
                            : "The syntax of the command is incorrect.");
        }
        return command;
    }

    /** The words of one command. */
    private final class Words {
        private final StringBuilder text = new StringBuilder();
        private final List<Redirection> redirections = new ArrayList<>();
        private int nameEnd = -1;
        private boolean quoted;

        CmdCommand command(List<CmdList> group) {
            while (at < line.length() && (quoted || !atEnd())) {
                char c = line.charAt(at);
                if (!quoted && (c == '<' || c == '>')) {
                    redirections.add(redirection());
                } else if (!quoted && SPECIAL.indexOf(c) >= 0) {
                    break;
                } else {
                    character(c);
                }
            }
            int end = !group.isEmpty() ? 0 : nameEnd < 0 ? text.length() : nameEnd;
            return new CmdCommand(
                    text.substring(0, end).replace("\"", ""), text.substring(end), group, List.copyOf(redirections));
        }

        private void character(char c) {
            if (c == '^' && !quoted) {
                at++;
                if (at < line.length()) {
                    text.append(line.charAt(at++));
                }
                return;
            }
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && nameEnd < 0 && " \t,;=".indexOf(c) >= 0 && !text.isEmpty()) {
                nameEnd = text.length();
            }
            text.append(c);
            at++;
        }

        private Redirection redirection() {
            boolean read = line.charAt(at++) == '<';
            boolean append = !read && at < line.length() && line.charAt(at) == '>';
            if (append) {
                at++;
            }
            int handle = handle(read ? 0 : 1);
            if (at < line.length() && line.charAt(at) == '&') {
                at++;
                return new Redirection(handle, Direction.DUPLICATE, target());
            }
            Direction write = append ? Direction.APPEND : Direction.WRITE;
            return new Redirection(handle, read ? Direction.READ : write, target());
        }

        /** Removes the digit of {@code 2>}, which stands alone before the sign, from the text. */
        private int handle(int usual) {
            int last = text.length() - 1;
            boolean digit = last >= 0
                    && Character.isDigit(text.charAt(last))
                    && (last == 0 || " \t,;=".indexOf(text.charAt(last - 1)) >= 0);
            if (!digit) {
                return usual;
            }
            int handle = text.charAt(last) - '0';
            text.setLength(last);
            return handle;
        }

        private String target() {
            skipBlanks();
            StringBuilder target = new StringBuilder();
            boolean inside = false;
            while (!(at == line.length()
                    || !inside && (atEnd() || (" \t,;=" + SPECIAL).indexOf(line.charAt(at)) >= 0))) {
                char c = line.charAt(at++);
                if (c == '"') {
                    inside = !inside;
                } else if (c == '^' && !inside && at < line.length()) {
                    target.append(line.charAt(at++));
                } else {
                    target.append(c);
                }
            }
            if (target.isEmpty()) {
                throw new CmdSyntaxException("The syntax of the command is incorrect.");
            }
            return target.toString();
        }
    }
}
