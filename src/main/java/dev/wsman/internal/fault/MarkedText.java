package dev.wsman.internal.fault;

import java.util.function.UnaryOperator;

/**
 * Marks those parts of a message that came from outside, so that secrets can be masked in these parts only. For
 * example {@code ExchangeException} keeps {@code the server replied with HTTP 400: «page»}, where the marks «» are
 * noncharacters of Unicode, which {@link Excerpt} removes from any text.
 */
final class MarkedText {
    private static final char OPEN = '\ufdd0';
    private static final char CLOSE = '\ufdd1';

    private MarkedText() {}

    /** Returns an excerpt of a text from outside, marked. */
    static String excerpt(String text) {
        return mark(Excerpt.of(text));
    }

    /** Returns {@code text}, marked. */
    static String mark(String text) {
        return OPEN + text.replace(OPEN, ' ').replace(CLOSE, ' ') + CLOSE;
    }

    /** Returns the message without marks. */
    static String plain(String marked) {
        return marked.replace(String.valueOf(OPEN), "").replace(String.valueOf(CLOSE), "");
    }

    /** Returns the message with {@code masking} applied to each marked part. The marks remain. */
    static String masked(String marked, UnaryOperator<String> masking) {
        StringBuilder message = new StringBuilder(marked.length());
        int at = 0;
        for (int open = marked.indexOf(OPEN); open >= 0; open = marked.indexOf(OPEN, at)) {
            int close = marked.indexOf(CLOSE, open);
            message.append(marked, at, open).append(mark(masking.apply(marked.substring(open + 1, close))));
            at = close + 1;
        }
        return message.append(marked, at, marked.length()).toString();
    }
}
