package dev.wsman.internal.redaction;

import java.util.Locale;
import java.util.Set;

/**
 * Values that are named by an element before them: {@code <AttributeName>Users.2#Password</AttributeName>} and then
 * {@code <AttributeValue>}, {@code <CurrentValue>}, {@code <PendingValue>} of DCIM_iDRACCardAttribute and its like.
 * Several names may come before their values. For one pass over one text.
 */
final class NamedValues {
    private static final Set<String> NAMES =
            Set.of("name", "attributename", "propertyname", "parametername", "settingname", "key", "keyname");

    private final SecretNames names;
    private boolean secret;
    private boolean valueSeen;
    private int nameFrom = -1;

    NamedValues(SecretNames names) {
        this.names = names;
    }

    /**
     * Takes a start tag; returns whether the content of its element is the value of a secret name.
     *
     * @param contentFrom where the content begins; -1 if there is none
     */
    boolean start(String element, int contentFrom) {
        String local = local(element);
        nameFrom = NAMES.contains(local) ? contentFrom : -1;
        boolean value = local.endsWith("value");
        valueSeen |= value;
        return value && secret;
    }

    /** Takes an end tag. */
    void end(String element, String text, int contentTo) {
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
