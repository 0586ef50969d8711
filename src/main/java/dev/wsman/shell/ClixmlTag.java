package dev.wsman.shell;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A tag of a CLIXML document.
 *
 * @param bytes the whole tag
 * @param name the name of its element; empty for comments, instructions and document types, which CLIXML does not have
 * @param stream the stream of a message; TEXT if the attribute S is absent
 * @param isMessage whether the element is a direct child of a document: only these have the attribute S
 */
record ClixmlTag(byte[] bytes, String name, ClixmlStream stream, boolean isMessage, boolean isStart, boolean isEnd) {
    private static final Pattern NAME = Pattern.compile("</?([A-Za-z]\\w*)(?=[\\s/>])");
    private static final Pattern STREAM = Pattern.compile("\\sS\\s*=\\s*([\"'])(.*?)\\1", Pattern.DOTALL);

    static ClixmlTag of(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher name = NAME.matcher(text);
        if (!name.lookingAt()) {
            return new ClixmlTag(bytes, "", ClixmlStream.TEXT, false, false, false);
        }
        boolean end = text.startsWith("</");
        Matcher stream = STREAM.matcher(text);
        boolean message = !end && stream.find();
        return new ClixmlTag(
                bytes,
                name.group(1),
                message ? ClixmlStream.of(stream.group(2)) : ClixmlStream.TEXT,
                message,
                !end,
                end || text.endsWith("/>"));
    }

    boolean starts(String element) {
        return isStart && name.equals(element);
    }

    /** Returns whether this is an end tag; one of an empty element is a start tag. */
    boolean closes(String element) {
        return !isStart && isEnd && name.equals(element);
    }

    /** Returns the change of the depth. */
    int nesting() {
        return (isStart ? 1 : 0) - (isEnd ? 1 : 0);
    }
}
