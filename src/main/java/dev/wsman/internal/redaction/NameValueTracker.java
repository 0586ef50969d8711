package dev.wsman.internal.redaction;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds values whose name is in another element and is the name of a secret. For example
 * {@code <AttributeName>Users.2#Password</AttributeName>} precedes {@code <AttributeValue>}, {@code <CurrentValue>}
 * and {@code <PendingValue>} in DCIM_iDRACCardAttribute.
 *
 * <p>Several names may precede their values. If the first element of the text is a value, values may precede their
 * names: then all values before the last secret name are secret. For one pass over one text.
 */
final class NameValueTracker {
    private static final Set<String> NAMES =
            Set.of("name", "attributename", "propertyname", "parametername", "settingname", "key", "keyname");

    /** An element whose text is a name. */
    private static final Pattern NAME = Pattern.compile(
            "<(?:[^\\s<>/:]{0,100}:)?(?:" + String.join("|", NAMES) + ")(?:\\s[^<>]*)?>(?:<!\\[CDATA\\[)?([^<]*)<",
            Pattern.CASE_INSENSITIVE);

    private final SecretNames names;
    private final String text;
    private boolean begun;
    private int lastSecretName = -1;
    private boolean secret;
    private boolean valueSeen;
    private int nameFrom = -1;

    NameValueTracker(SecretNames names, String text) {
        this.names = names;
        this.text = text;
    }

    /**
     * Processes a start tag.
     *
     * @param contentFrom where the content begins; -1 if the element is empty
     * @return whether the content of the element is the value of a secret name
     */
    boolean start(String element, int contentFrom) {
        String local = local(element);
        nameFrom = NAMES.contains(local) ? contentFrom : -1;
        boolean value = local.endsWith("value") && !local.equals("returnvalue");
        valueSeen |= value;
        if (!begun && (value || nameFrom >= 0)) {
            begun = true;
            lastSecretName = value ? lastSecretName() : -1;
        }
        return value && (secret || contentFrom < lastSecretName);
    }

    private int lastSecretName() {
        int last = -1;
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            last = names.contains(name.group(1)) ? name.start(1) : last;
        }
        return last;
    }

    /** Processes an end tag. */
    void end(String element, int contentTo) {
        if (nameFrom < 0 || !NAMES.contains(local(element))) {
            return;
        }
        String name =
                text.substring(nameFrom, contentTo).replace("<![CDATA[", "").replace("]]>", "");
        nameFrom = -1;
        if (names.contains(name)) {
            secret = true;
            valueSeen = false;
        } else if (valueSeen) {
            secret = false;
        }
    }

    private static String local(String element) {
        return element.substring(element.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    }
}
