package dev.wsman.bench;

import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A request to the canned shell server, and the parts that the replies of shells depend on. */
final class CannedShellRequest extends CannedMessage {
    private static final Pattern COMMAND_ID = Pattern.compile("CommandId=[\"']([^\"']*)[\"']");
    private static final Pattern ENVELOPE_SIZE = Pattern.compile("MaxEnvelopeSize(?:\\s[^>]*)?>\\s*(\\d+)");
    private static final Pattern LINE = Pattern.compile("Command(?:\\s[^>]*)?>([^<]*)<");
    private static final Pattern STREAM = Pattern.compile("Stream\\s([^>]*)>");
    private static final Pattern END = Pattern.compile("End=[\"']true[\"']", Pattern.CASE_INSENSITIVE);
    private static final int DEFAULT_ENVELOPE_SIZE = 153_600;

    CannedShellRequest(InputStream in) {
        super(in);
    }

    String commandId() {
        return first(COMMAND_ID, "");
    }

    int envelopeSize() {
        return Integer.parseInt(first(ENVELOPE_SIZE, Integer.toString(DEFAULT_ENVELOPE_SIZE)));
    }

    /** Returns the command line; it must not contain characters that XML escapes. */
    String commandLine() {
        Matcher line = LINE.matcher(text());
        return line.find(Math.max(0, text().indexOf("CommandLine"))) ? line.group(1) : "";
    }

    /** Returns the base64 of the Stream element. */
    String input() {
        Matcher stream = STREAM.matcher(text());
        if (!stream.find() || stream.group(1).endsWith("/")) {
            return "";
        }
        return text().substring(stream.end(), text().indexOf('<', stream.end()));
    }

    boolean endsInput() {
        Matcher stream = STREAM.matcher(text());
        return stream.find() && END.matcher(stream.group(1)).find();
    }
}
