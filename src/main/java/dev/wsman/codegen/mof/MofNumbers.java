package dev.wsman.codegen.mof;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Converts the number literals of DSP0004 annex A to one form: integers to decimal, reals to the form of {@link
 * BigDecimal}.
 */
final class MofNumbers {
    private static final Pattern DECIMAL = Pattern.compile("[+-]?(0|[1-9][0-9]*)");
    private static final Pattern OCTAL = Pattern.compile("[+-]?0[0-7]+");
    private static final Pattern BINARY = Pattern.compile("[+-]?[01]+[bB]");
    private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX][0-9a-fA-F]+");
    private static final Pattern REAL = Pattern.compile("[+-]?[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,9})?");

    /**
     * The maximum length, because the time to parse a number grows with the square of its length. No number of CIM is
     * as long.
     */
    private static final int LONGEST = 1000;

    private MofNumbers() {}

    static Optional<String> integer(String written) {
        if (written.length() > LONGEST) {
            return Optional.empty();
        }
        if (DECIMAL.matcher(written).matches()) {
            return Optional.of(new BigInteger(written).toString());
        } else if (OCTAL.matcher(written).matches()) {
            return Optional.of(new BigInteger(written, 8).toString());
        } else if (BINARY.matcher(written).matches()) {
            return Optional.of(new BigInteger(written.substring(0, written.length() - 1), 2).toString());
        } else if (HEXADECIMAL.matcher(written).matches()) {
            return Optional.of(new BigInteger(written.replaceFirst("0[xX]", ""), 16).toString());
        }
        return Optional.empty();
    }

    static Optional<String> real(String written) {
        return written.length() <= LONGEST && REAL.matcher(written).matches()
                ? Optional.of(new BigDecimal(written).toString())
                : Optional.empty();
    }
}
