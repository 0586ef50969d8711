package dev.wsman.shell;

/** Writes text as a literal of PowerShell. */
final class PowerShellLiteral {
    private PowerShellLiteral() {}

    /**
     * Returns a literal in single quotes, in which only these are special. PowerShell takes the typographic quotes
     * U+2018 to U+201B for single quotes, too; each of them stands for itself when it is doubled.
     */
    static String of(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\'' || c >= '\u2018' && c <= '\u201b') {
                literal.append(c);
            }
            literal.append(c);
        }
        return literal.append('\'').toString();
    }
}
