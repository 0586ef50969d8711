package dev.wsman.internal.fault;

import dev.wsman.internal.xml.Tree;
import java.util.Locale;
import javax.xml.XMLConstants;

/** Chooses among the texts of {@code s:Reason}, which has one for each language (SOAP 1.2 §5.4.2). */
final class FaultReasons {

    private static final int EXACT = 4;
    private static final int BROADER = 3;
    private static final int SAME_LANGUAGE = 2;
    private static final int ENGLISH = 1;
    private static final int ANY = 0;

    private FaultReasons() {}

    /**
     * Returns the text in the language nearest to {@code preferred}, else the English text, else the first one; empty
     * if all are blank. For {@code de-AT} the order is de-AT, de, another German, English, any.
     */
    static String best(Tree reason, Locale preferred) {
        String best = "";
        int rank = -1;
        for (Tree text : reason.elements()) {
            String content = text.text().strip();
            int candidate = content.isEmpty() || !text.localName().equals("Text") ? -1 : rank(text, preferred);
            if (candidate > rank) {
                best = content;
                rank = candidate;
            }
        }
        return rank < 0 ? reason.text().strip() : best;
    }

    private static int rank(Tree text, Locale preferred) {
        String tag = text.attribute(XMLConstants.XML_NS_URI, "lang");
        if (tag == null || tag.isBlank()) {
            return ANY;
        }
        String wanted = preferred.toLanguageTag().toLowerCase(Locale.ROOT);
        String given = tag.strip().replace('_', '-').toLowerCase(Locale.ROOT);
        if (given.equals(wanted)) {
            return EXACT;
        }
        if (wanted.startsWith(given + "-")) {
            return BROADER;
        }
        Locale language = Locale.forLanguageTag(given);
        if (language.getLanguage().equals(preferred.getLanguage())) {
            return SAME_LANGUAGE;
        }
        return language.getLanguage().equals("en") ? ENGLISH : ANY;
    }
}
