package dev.wsman.internal.event;

import dev.wsman.internal.xml.XmlCharacters;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Checks the XPath expressions of event queries, of which Windows supports a subset of XPath 1.0. It checks what is
 * certain; Windows checks the rest.
 */
final class EventXPath {
    /** The most expressions in an XPath that Windows accepts. */
    private static final int MOST_EXPRESSIONS = 32;

    private static final Pattern START = Pattern.compile("\\*|Event(?![\\w.-])");

    private EventXPath() {}

    /**
     * Returns the expression.
     *
     * @throws IllegalArgumentException naming the argument, if Windows certainly rejects the expression
     */
    static String require(String xpath, String argument) {
        String expression = xpath.strip();
        if (!START.matcher(expression).lookingAt()) {
            throw rejected(argument, xpath, "an event query starts with * or Event, for example *[System[Level=2]]");
        }
        try {
            XmlCharacters.requireText(expression);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(argument + ": " + e.getMessage(), e);
        }
        scan(expression, argument);
        return expression;
    }

    private static void scan(String expression, String argument) {
        Deque<Character> open = new ArrayDeque<>();
        int comparisons = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\'' || c == '"') {
                i = endOfText(expression, i, argument);
            } else if (c == '[' || c == '(') {
                open.push(c == '[' ? ']' : ')');
            } else if (c == ']' || c == ')') {
                requireExpected(open, c, i, expression, argument);
            } else if (c == '<' || c == '>' || c == '=') {
                comparisons++;
                i += i + 1 < expression.length() && expression.charAt(i + 1) == '=' ? 1 : 0;
            }
        }
        if (!open.isEmpty()) {
            throw rejected(argument, expression, "a " + open.peek() + " is missing at the end");
        }
        if (comparisons > MOST_EXPRESSIONS) {
            throw rejected(
                    argument,
                    expression,
                    "it has " + comparisons + " comparisons, and Windows accepts at most " + MOST_EXPRESSIONS
                            + " expressions. Divide it into several expressions of the same channel");
        }
    }

    private static int endOfText(String expression, int quote, String argument) {
        int end = expression.indexOf(expression.charAt(quote), quote + 1);
        if (end < 0) {
            throw rejected(argument, expression, "the quote at offset " + quote + " is not closed");
        }
        return end;
    }

    private static void requireExpected(
            Deque<Character> open, char closing, int offset, String expression, String argument) {
        if (open.isEmpty() || open.pop() != closing) {
            throw rejected(argument, expression, "the " + closing + " at offset " + offset + " closes nothing");
        }
    }

    private static IllegalArgumentException rejected(String argument, String xpath, String reason) {
        return new IllegalArgumentException(argument + " '" + xpath + "': " + reason);
    }
}
