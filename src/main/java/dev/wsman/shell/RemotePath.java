package dev.wsman.shell;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks paths and names of Windows before they are sent. */
final class RemotePath {
    private static final String FORBIDDEN = "<>\"|?*";
    private static final String LONG_PREFIX = "\\\\?\\";
    /** Names of devices, also with an extension. */
    private static final Set<String> DEVICES = Set.of(
            "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7",
            "COM8", "COM9", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9");

    private RemotePath() {}

    /**
     * Returns a path with {@code \} as separator and without a separator at the end.
     *
     * @throws IllegalArgumentException if it cannot be the path of a file or directory on Windows
     */
    static String checked(@Nullable String remote) {
        if (remote == null) {
            throw new IllegalArgumentException("remote is null");
        }
        if (remote.isBlank()) {
            throw new IllegalArgumentException("remote is empty");
        }
        String path = remote.replace('/', '\\');
        int start = path.startsWith(LONG_PREFIX) ? LONG_PREFIX.length() : 0;
        if (path.length() > start + 1 && path.charAt(start + 1) == ':' && isLetter(path.charAt(start))) {
            start += 2;
        }
        for (String name : path.substring(start).split("\\\\")) {
            String problem = name.isEmpty() || name.equals(".") || name.equals("..") ? null : problem(name);
            if (problem != null) {
                throw new IllegalArgumentException("remote '" + remote + "': " + problem);
            }
        }
        return withoutLastSeparator(path, start);
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    /** Keeps the separator of {@code C:\} and {@code \}, which is the root. */
    private static String withoutLastSeparator(String path, int start) {
        int end = path.length();
        while (end > start + 1 && path.charAt(end - 1) == '\\') {
            end--;
        }
        return path.substring(0, end);
    }

    /** Returns why Windows cannot have a file of this name; null if it can. */
    static @Nullable String problem(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ') {
                return "Windows does not allow the control character 0x" + Integer.toHexString(c) + " in a name";
            }
            if (FORBIDDEN.indexOf(c) >= 0 || c == ':' || c == '\\' || c == '/') {
                return "Windows does not allow " + c + " in the name " + name;
            }
        }
        if (name.endsWith(".") || name.endsWith(" ")) {
            return "Windows removes the dot or blank at the end of the name '" + name + "'";
        }
        if (hasLoneSurrogate(name)) {
            return "the name has half a surrogate pair";
        }
        int dot = name.indexOf('.');
        String base = (dot < 0 ? name : name.substring(0, dot)).strip().toUpperCase(Locale.ROOT);
        return DEVICES.contains(base) ? "on Windows, " + base + " is a device" : null;
    }

    private static boolean hasLoneSurrogate(String name) {
        return name.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
