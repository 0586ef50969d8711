package dev.wsman.testkit.shell;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the arguments of powershell.exe. An option can be cut to the letters that distinguish it. */
final class PowerShellArguments {
    private static final Set<String> WITHOUT_VALUE =
            Set.of("nologo", "noprofile", "noninteractive", "noexit", "sta", "mta");

    private PowerShellArguments() {}

    static String script(List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            String option = arguments.get(at).toLowerCase(Locale.ROOT);
            if (!option.startsWith("-") && !option.startsWith("/") || option.equals("-")) {
                return text(arguments, at);
            }
            String name = option.substring(1);
            if (name.equals("ec") || !name.isEmpty() && "encodedcommand".startsWith(name)) {
                return at + 1 < arguments.size() ? decoded(arguments.get(at + 1)) : "";
            }
            if (!name.isEmpty() && "command".startsWith(name)) {
                return text(arguments, at + 1);
            }
            at += WITHOUT_VALUE.stream()
                            .anyMatch(flag -> flag.startsWith(name) && name.length() > 1 || flag.equals(name))
                    ? 1
                    : 2;
        }
        return "";
    }

    private static String text(List<String> arguments, int from) {
        String text = String.join(" ", arguments.subList(Math.min(from, arguments.size()), arguments.size()));
        return text.equals("-") ? "" : text;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_16LE);
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("the encoded command of powershell is not base64: " + base64, bad);
        }
    }
}
