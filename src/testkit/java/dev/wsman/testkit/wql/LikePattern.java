package dev.wsman.testkit.wql;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern of LIKE (MicrosoftDocs/win32, desktop-src/WmiSdk/like-operator.md). Letters match without regard to case.
 *
 * <pre>
 * %                   any text
 * _                   any character
 * [abc] [a-f] [a=f]   one of the characters
 * [^a-f]              any other character
 * </pre>
 */
final class LikePattern {
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL;

    private final Pattern pattern;

    private LikePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * Parses a pattern.
     *
     * @throws IllegalArgumentException if it is not valid; the message says what was expected
     */
    static LikePattern of(String text) {
        StringBuilder regex = new StringBuilder();
        int position = 0;
        while (position < text.length()) {
            char current = text.charAt(position);
            if (current == '[') {
                int end = endOfSet(text, position);
                regex.append(set(text.substring(position + 1, end)));
                position = end;
            } else {
                regex.append(single(current));
            }
            position++;
        }
        return new LikePattern(compile(regex.toString()));
    }

    boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    private static String single(char current) {
        return switch (current) {
            case '%' -> ".*";
            case '_' -> ".";
            default -> Pattern.quote(String.valueOf(current));
        };
    }

    private static int endOfSet(String text, int start) {
        int end = text.indexOf(']', start + 1);
        if (end < 0 || end == start + 1) {
            throw new IllegalArgumentException("a set of characters, [ and ], in the pattern " + text);
        }
        return end;
    }

    private static String set(String content) {
        boolean negated = content.length() > 1 && content.charAt(0) == '^';
        StringBuilder regex = new StringBuilder(negated ? "[^" : "[");
        for (int i = negated ? 1 : 0; i < content.length(); i++) {
            boolean range = i + 2 < content.length() && "-=".indexOf(content.charAt(i + 1)) >= 0;
            regex.append(escaped(content.charAt(i)));
            if (range) {
                regex.append('-').append(escaped(content.charAt(i + 2)));
                i += 2;
            }
        }
        return regex.append(']').toString();
    }

    private static String escaped(char member) {
        return Character.isLetterOrDigit(member) || Character.isWhitespace(member)
                ? String.valueOf(member)
                : "\\" + member;
    }

    private static Pattern compile(String regex) {
        try {
            return Pattern.compile(regex, FLAGS);
        } catch (PatternSyntaxException backwards) {
            throw new IllegalArgumentException("ascending ranges in the pattern of LIKE", backwards);
        }
    }
}
