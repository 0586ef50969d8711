package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Tree;
import java.util.Locale;
import javax.xml.XMLConstants;

/** The choice among the texts of {@code s:Reason} (SOAP 1.2 §5.4.2: one for each language). */
final class FaultReasons {

    private static final int EXACT = 4;
    private static final int BROADER = 3;
    private static final int SAME_LANGUAGE = 2;
    private static final int ENGLISH = 1;
    private static final int ANY = 0;

    private FaultReasons() {}

    /** The text nearest to {@code asked}: its language, else English, else the first; empty where all are blank. */
    static String best(Tree reason, Locale asked) {
        String best = "";
        int rank = -1;
        for (Tree text : reason.elements()) {
            String said = text.text().strip();
            int its = said.isEmpty() || !text.localName().equals("Text") ? -1 : rank(text, asked);
            if (its > rank) {
                best = said;
                rank = its;
            }
        }
        return rank < 0 ? reason.text().strip() : best;
    }

    private static int rank(Tree text, Locale asked) {
        String tag = text.attribute(XMLConstants.XML_NS_URI, "lang");
        if (tag == null || tag.isBlank()) {
            return ANY;
        }
        String wanted = asked.toLanguageTag().toLowerCase(Locale.ROOT);
        String given = tag.strip().replace('_', '-').toLowerCase(Locale.ROOT);
        if (given.equals(wanted)) {
            return EXACT;
        }
        if (wanted.startsWith(given + "-")) {
            return BROADER;
        }
        Locale language = Locale.forLanguageTag(given);
        if (language.getLanguage().equals(asked.getLanguage())) {
            return SAME_LANGUAGE;
        }
        return language.getLanguage().equals("en") ? ENGLISH : ANY;
    }
}
