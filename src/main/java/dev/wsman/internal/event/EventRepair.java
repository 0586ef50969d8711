package dev.wsman.internal.event;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.RepairingReader;
import dev.wsman.internal.xml.XmlFactories;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Repairs a message with events that is not well-formed, so that one event does not fail its batch. Characters that XML
 * forbids are replaced. An event that is an element and still not well-formed is replaced by its text:
 *
 * <pre>{@code
 *  <Event xmlns="…"><System>…</System><EventData><Data>a</EventData></Event>
 *  <wsman:Event xmlns:wsman="…">&lt;Event xmlns="…"&gt;&lt;System&gt;…</wsman:Event>
 * }</pre>
 */
final class EventRepair {
    private static final String CDATA = "<![CDATA[";
    private static final String CDATA_END = "]]>";
    private static final String END = "</Event>";
    private static final Pattern START = Pattern.compile("<!\\[CDATA\\[|<Event(?=[\\s>])");
    /** What can follow an event that has no end: the next one, or the end of what contains them. */
    private static final Pattern NEXT =
            Pattern.compile("<Event[\\s>]|</(?:[\\w.-]+:)?(?:Items|Event|Events|PullResponse)>");

    private static final Pattern PREFIX = Pattern.compile("xmlns:([A-Za-z_][\\w.-]*)\\s*=");

    private final String message;
    private final StringBuilder repaired;
    private final String declarations;

    private EventRepair(String message) {
        this.message = message;
        this.repaired = new StringBuilder(message.length() + 1024);
        this.declarations = declarations(message);
    }

    /** Returns the message with its repairs. */
    static String repair(String message) {
        return new EventRepair(RepairingReader.repair(message)).repair();
    }

    private String repair() {
        Matcher start = START.matcher(message);
        int done = 0;
        while (start.find(done)) {
            repaired.append(message, done, start.start());
            int end = start.group().equals(CDATA) ? afterSection(start.end()) : afterEvent(start.end());
            String part = message.substring(start.start(), end);
            repaired.append(part.startsWith(CDATA) || isWellFormed(part) ? part : quoted(part));
            done = end;
        }
        return repaired.append(message, done, message.length()).toString();
    }

    private int afterSection(int from) {
        int end = message.indexOf(CDATA_END, from);
        return end < 0 ? message.length() : end + CDATA_END.length();
    }

    /** Returns the index after the event: after its end tag, or before what follows an event without one. */
    private int afterEvent(int from) {
        Matcher next = NEXT.matcher(message);
        if (!next.find(from)) {
            return message.length();
        }
        return next.group().equals(END) ? next.end() : next.start();
    }

    private boolean isWellFormed(String event) {
        try {
            XmlFactories.parse("<e" + declarations + ">" + event + "</e>");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Returns declarations of all prefixes of the message, as an event may use those of the envelope. */
    private static String declarations(String message) {
        Set<String> prefixes = new LinkedHashSet<>();
        Matcher declared = PREFIX.matcher(message);
        while (declared.find()) {
            prefixes.add(declared.group(1));
        }
        StringBuilder declarations = new StringBuilder();
        prefixes.forEach(prefix -> declarations.append(" xmlns:").append(prefix).append("='urn:x'"));
        return declarations.toString();
    }

    private static String quoted(String event) {
        String text = event.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<wsman:Event xmlns:wsman=\"" + Namespaces.WSMAN + "\">" + text + "</wsman:Event>";
    }
}
