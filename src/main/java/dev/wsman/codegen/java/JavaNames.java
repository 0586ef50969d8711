package dev.wsman.codegen.java;

import dev.wsman.codegen.internal.ReservedFileNames;
import dev.wsman.codegen.model.CimName;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/** Turns CIM names into Java identifiers: the same name always into the same identifier, and always into a legal one. */
final class JavaNames {
    private static final Pattern LEADING_CAPITALS = Pattern.compile("^(\\p{Lu}+)(\\p{Lu}\\p{Ll}.*)?");
    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{Nd}]+");

    private static final int LONGEST_TYPE = 100;

    /** Simple names that generated source uses of other packages. */
    static final Set<String> TYPES = Set.of(
            "BigInteger",
            "Boolean",
            "Character",
            "CimEnum",
            "CimInput",
            "CimObject",
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

    /** Members of {@code Object} and of {@code CimObject}. */
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
            "createOn");

    private JavaNames() {}

    /** {@code Win32_Service} is {@code Win32Service}, {@code CIM_System} is {@code CimSystem}. */
    static String type(CimName name) {
        String[] words = WORDS.split(name.text().replaceAll("^_+", ""));
        StringBuilder type = new StringBuilder();
        for (int i = 0; i < words.length; i++) {
            boolean prefix = i == 0 && words.length > 1 && words[i].equals(words[i].toUpperCase(Locale.ROOT));
            type.append(capitalized(prefix ? words[i].toLowerCase(Locale.ROOT) : words[i]));
        }
        return fileName(legal(type.toString(), "Class"));
    }

    /** The name with all its underscores, for classes whose names differ in nothing else. */
    static String spelledType(CimName name) {
        return fileName(legal(capitalized(name.text()), "Class"));
    }

    /** A name that a file can have too: of bounded length, and not one of Windows' devices. */
    private static String fileName(String type) {
        String name = shortened(type);
        return ReservedFileNames.has(name) || SourceVersion.isKeyword(name) ? name + "_" : name;
    }

    /**
     * The name, cut to what leaves room for a class and a nested one in the name of a file, 255 bytes on most systems.
     */
    static String shortened(String type) {
        return type.length() <= LONGEST_TYPE ? type : type.substring(0, LONGEST_TYPE);
    }

    /** {@code InstanceID} is {@code instanceID}, {@code OSName} is {@code osName}, {@code v_bool} is {@code vBool}. */
    static String member(CimName name) {
        StringBuilder camel = new StringBuilder();
        for (String word : WORDS.split(name.text().replaceAll("^_+", ""))) {
            camel.append(camel.isEmpty() ? uncapitalized(word) : capitalized(word));
        }
        String member = legal(camel.toString(), "property");
        return SourceVersion.isKeyword(member) ? member + "_" : member;
    }

    /** {@code Shutting Down} is {@code SHUTTING_DOWN}, {@code 10BASE-T} is {@code _10BASE_T}. */
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
