package dev.wsman.codegen.java;

import dev.wsman.codegen.internal.ReservedFileNames;
import dev.wsman.codegen.model.CimName;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Converts CIM names to valid Java identifiers. The same name always gives the same identifier. */
final class JavaNames {
    private static final Pattern LEADING_CAPITALS = Pattern.compile("^(\\p{Lu}+)(\\p{Lu}\\p{Ll}.*)?");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private static final int LONGEST_TYPE = 100;

    /** The simple names of types in other packages that generated source uses. */
    static final Set<String> TYPES = Set.of(
            "BigInteger",
            "Boolean",
            "Character",
            "CimEnum",
            "CimInput",
            "CimObject",
            "CimOutput",
            "CimPackage",
            "CimType",
            "CimValues",
            "Deprecated",
            "Double",
            "Duration",
            "Enum",
            "Instance",
            "Integer",
            "List",
            "Long",
            "Object",
            "OffsetDateTime",
            "Optional",
            "OptionalDouble",
            "OptionalInt",
            "OptionalLong",
            "Override",
            "Record",
            "Ref",
            "ResourceLocator",
            "ResourceOperations",
            "Session",
            "String",
            "SuppressWarnings",
            "ViewFactory");

    /** The members of {@code Object}, {@code CimObject}, {@code CimInput} and {@code CimOutput}. */
    static final Set<String> MEMBERS = Set.of(
            "getClass",
            "hashCode",
            "equals",
            "clone",
            "toString",
            "notify",
            "notifyAll",
            "wait",
            "finalize",
            "instance",
            "session",
            "locator",
            "refresh",
            "put",
            "delete",
            "values",
            "set",
            "invoke",
            "invokeStatic",
            "orThrow",
            "createOn");

    private JavaNames() {}

    /**
     * Returns the name of a class: {@code Win32_Service} becomes {@code Win32Service}, {@code CIM_System} becomes
     * {@code CimSystem}.
     */
    static String type(CimName name) {
        String[] words = WORDS.split(name.text().replaceAll("^_+", ""));
        StringBuilder type = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            boolean prefix = i == 0 && words.length > 1 && words[i].equals(words[i].toUpperCase(Locale.ROOT));
            type.append(capitalized(prefix ? words[i].toLowerCase(Locale.ROOT) : words[i]));
        }
        return fileName(legal(type.toString(), "Class"));
    }

    /** Returns the name of a class with all underscores, for classes whose names differ in nothing else. */
    static String spelledType(CimName name) {
        return fileName(legal(capitalized(name.text()), "Class"));
    }

    /** Returns a name that is also valid for a file: of limited length, and not reserved by Windows for a device. */
    private static String fileName(String type) {
        String name = shortened(type);
        return ReservedFileNames.contains(name) || SourceVersion.isKeyword(name) ? name + "_" : name;
    }

    /**
     * Truncates a name so that the file name of a class and a nested class fits into 255 bytes, the limit of most file
     * systems.
     */
    static String shortened(String type) {
        return type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE);
    }

    /**
     * Returns the name of a member: {@code InstanceID} becomes {@code instanceID}, {@code OSName} becomes {@code
     * osName}, {@code v_bool} becomes {@code vBool}.
     */
    static String member(CimName name) {
        StringBuilder camel = new StringBuilder();
        for (String word : WORDS.split(name.text().replaceAll("^_+", ""))) {
            camel.append(camel.isEmpty() ? uncapitalized(word) : capitalized(word));
        }
        String member = legal(camel.toString(), "property");
        return SourceVersion.isKeyword(member) ? member + "_" : member;
    }

    /**
     * Returns the name of a constant: {@code Shutting Down} becomes {@code SHUTTING_DOWN}, {@code 10BASE-T} becomes
     * {@code _10BASE_T}.
     */
    static String constant(String label) {
        String spaced = label.replaceAll("(\\p{Ll})(\\p{Lu})", "$1 $2");
        String joined = WORDS.matcher(spaced).replaceAll("_").replaceAll("^_+|_+$", "");
        return legal(joined.toUpperCase(Locale.ROOT), "VALUE");
    }

    static String capitalized(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    private static String uncapitalized(String word) {
        Matcher capitals = LEADING_CAPITALS.matcher(word);
        if (!capitals.matches() && !capitals.lookingAt()) {
            return word;
        }
        String run = capitals.group(1);
        return run.toLowerCase(Locale.ROOT) + word.substring(run.length());
    }

    private static String legal(String candidate, String fallback) {
        StringBuilder ascii = new StringBuilder();
        candidate.codePoints().forEach(c -> {
            if (c < 0x80 && Character.isJavaIdentifierPart(c) && !Character.isIdentifierIgnorable(c) && c != '$') {
                ascii.append((char) c);
            } else {
                ascii.append(String.format(Locale.ROOT, "u%04x", c));
            }
        });
        String legal = ascii.isEmpty() ? fallback : ascii.toString();
        return Character.isJavaIdentifierStart(legal.charAt(0)) ? legal : "_" + legal;
    }
}
