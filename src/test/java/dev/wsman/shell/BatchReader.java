package dev.wsman.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * A model of how a batch file sees its parameters: {@code %1} ends at a blank, comma, semicolon or equals sign
 * outside of quotes, and {@code %~1} is without its quotes. A line of the file that contains {@code %1} is read as
 * any other line.
 */
final class BatchReader {
    private BatchReader() {}

    /** Returns the parameters as they are in {@code %1}. */
    static List<String> parameters(String arguments) {
        List<String> parameters = new ArrayList<>();
        StringBuilder parameter = new StringBuilder();
        boolean quoted = false;
        for (char c : (arguments + " ").toCharArray()) {
            if (!quoted && " \t,;=".indexOf(c) >= 0) {
                if (!parameter.isEmpty()) {
                    parameters.add(parameter.toString());
                }
                parameter.setLength(0);
                continue;
            }
            quoted ^= c == '"';
            parameter.append(c);
        }
        return parameters;
    }

    /** Returns {@code %~1}; fails if {@code echo %1} in the file would execute something. */
    static String use(String parameter) {
        CmdReader.read("echo " + parameter);
        boolean quoted = parameter.length() > 1 && parameter.startsWith("\"") && parameter.endsWith("\"");
        return quoted ? parameter.substring(1, parameter.length() - 1) : parameter;
    }
}
