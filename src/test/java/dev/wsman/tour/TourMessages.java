package dev.wsman.tour;

import dev.wsman.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Receives the messages of all sessions from the logger {@code dev.wsman.wire}, until it is closed. The library has
 * decrypted them and left out secrets.
 */
final class TourMessages extends Handler {
    /** The level of the logging API of the JDK for TRACE. */
    private static final Level TRACE = Level.FINER;

    private static final Pattern XML = Pattern.compile("<[A-Za-z?!]");
    private static final Pattern BODY = Pattern.compile("<(\\w+:)?Body>(.*)</\\1Body>", Pattern.DOTALL);

    private final Logger logger = Logger.getLogger("dev.wsman.wire");
    private final Level before = logger.getLevel();
    private final boolean parents = logger.getUseParentHandlers();
    private final Consumer<String> receiver;

    private TourMessages(Consumer<String> receiver) {
        this.receiver = receiver;
        logger.setUseParentHandlers(parents && before != null);
        logger.setLevel(TRACE);
        logger.addHandler(this);
    }

    /** Passes each message to a receiver, indented, with its direction, its headers and its body. */
    static TourMessages to(Consumer<String> receiver) {
        return new TourMessages(message -> receiver.accept(indented(message)));
    }

    /** Runs an action and returns the bodies of the SOAP envelopes that it sent, indented. */
    static List<String> sentBy(Runnable action) {
        List<String> sent = new ArrayList<>();
        TourMessages messages = new TourMessages(message -> {
            Matcher body = BODY.matcher(message);
            if (message.startsWith("> ") && body.find()) {
                sent.add(indented(withNamespaces(message, body.group(2))));
            }
        });
        try {
            action.run();
        } finally {
            messages.close();
        }
        return sent;
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel() == TRACE) {
            // the endpoint, which is the same in all messages
            receiver.accept(entry.getMessage().replaceFirst("^\\S+ ", ""));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setLevel(before);
        logger.setUseParentHandlers(parents);
    }

    /** Declares the prefixes that the envelope declares, as far as a part of it uses them. */
    private static String withNamespaces(String envelope, String part) {
        StringBuilder declarations = new StringBuilder();
        Matcher declared = Pattern.compile(" xmlns:(\\w+)=\"[^\"]*\"").matcher(envelope);
        while (declared.find()) {
            boolean used = part.contains("<" + declared.group(1) + ":");
            if (used && !part.contains(declared.group()) && declarations.indexOf(declared.group()) < 0) {
                declarations.append(declared.group());
            }
        }
        return part.replaceFirst("^<[\\w:]+", "$0" + Matcher.quoteReplacement(declarations.toString()));
    }

    /** Writes each element of the XML in a message into a line of its own. */
    static String indented(String message) {
        Matcher start = XML.matcher(message);
        if (!start.find()) {
            return message;
        }
        try {
            String xml = Instance.parse(message.substring(start.start())).toIndentedXml();
            return message.substring(0, start.start()) + xml.strip();
        } catch (IllegalArgumentException notXml) {
            return message;
        }
    }
}
