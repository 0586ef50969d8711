package dev.wsman.testkit.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A reference to an instance: its class and its keys. The service writes it as an endpoint reference. Its text is an
 * object path as in WMI, {@code Class.Key="value",Other="value"}.
 *
 * @param className the class of the instance
 * @param keys the key values by name
 */
public record CimReference(String className, Map<String, String> keys) {
    private static final Pattern CLASS = Pattern.compile("(?:[^\"'=]*:)?([\\p{L}_][\\p{L}\\p{N}_]*)");
    private static final Pattern KEY = Pattern.compile("\\s*([\\p{L}_][\\p{L}\\p{N}_]*)\\s*=\\s*"
            + "(?:\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"|'([^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+)'|([^\\s,\"']++))\\s*");

    public CimReference {
        keys = Map.copyOf(keys);
    }

    /**
     * Reads an object path: an optional namespace with a colon, the class, and the keys. Values are bare or quoted;
     * in quotes, a backslash precedes a quote or a backslash. All of these are equivalent:
     *
     * <pre>
     * Win32_Process.Handle="4"
     * Win32_Process.Handle='4'
     * Win32_Process.Handle=4
     * root\cimv2:Win32_Process.Handle="4"
     * </pre>
     *
     * @throws IllegalArgumentException if the text is not an object path
     */
    public static CimReference parse(String objectPath) {
        Matcher type = CLASS.matcher(objectPath.strip());
        if (!type.lookingAt()) {
            throw notAPath(objectPath);
        }
        String rest = objectPath.strip().substring(type.end());
        if (!rest.startsWith(".") || rest.length() == 1) {
            throw notAPath(objectPath);
        }
        return new CimReference(type.group(1), readKeys(rest.substring(1), objectPath));
    }

    private static Map<String, String> readKeys(String text, String objectPath) {
        Map<String, String> keys = new LinkedHashMap<>();
        Matcher key = KEY.matcher(text);
        int start = 0;
        while (key.find(start) && key.start() == start) {
            keys.put(key.group(1), valueOf(key));
            if (key.end() == text.length()) {
                return keys;
            }
            if (text.charAt(key.end()) != ',') {
                break;
            }
            start = key.end() + 1;
        }
        throw notAPath(objectPath);
    }

    private static String valueOf(Matcher key) {
        if (key.group(4) != null) {
            return key.group(4);
        }
        String quoted = key.group(2) != null ? key.group(2) : key.group(3);
        return quoted.replaceAll("\\\\(.)", "$1");
    }

    private static IllegalArgumentException notAPath(String text) {
        return new IllegalArgumentException("not an object path (Class.Key=\"value\"): " + text);
    }

    /** Returns the object path, with the keys in alphabetical order. */
    @Override
    public String toString() {
        return new TreeMap<>(keys)
                .entrySet().stream()
                        .map(key -> key.getKey() + "=\"" + escaped(key.getValue()) + '"')
                        .collect(Collectors.joining(",", className + ".", ""));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
