package dev.wsman.shell;

/**
 * The first word of a command line. It is quoted plainly, because old versions of cmd.exe do not find a program whose
 * quotes are escaped with carets.
 */
final class ProgramName {
    /** Apart from letters and digits; everything else may separate words or start an operator. */
    private static final String SAFE = "_-.:\\~";

    private ProgramName() {}

    /**
     * Returns the name as it stands in a line.
     *
     * @throws IllegalArgumentException if it has a quote or a percent sign, which nothing protects inside quotes
     */
    static String quote(String program) {
        for (int i = 0; i < program.length(); i++) {
            if (program.charAt(i) == '"') {
                throw new IllegalArgumentException("command: contains a quote (at offset " + i + "). Pass the name of"
                        + " the program alone and without quotes, or the whole line to runLine or startLine");
            }
            if (program.charAt(i) == '%') {
                throw new IllegalArgumentException("command: contains % (at offset " + i + "), which cmd.exe may take"
                        + " for the beginning of a variable. If it is one, use runLine or startLine");
            }
        }
        return program.chars().allMatch(ProgramName::isSafe) ? program : '"' + program + '"';
    }

    private static boolean isSafe(int c) {
        return Character.isLetterOrDigit(c) || SAFE.indexOf(c) >= 0;
    }
}
