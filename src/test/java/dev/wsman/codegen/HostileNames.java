package dev.wsman.codegen;

import java.util.List;

/** Names that DSP0004 does not allow: code, ends of literals and comments, paths and control characters. */
public final class HostileNames {
    /** Code that a class runs when it is initialized. */
    public static final String CODE = "static { System.setProperty(\"hostile\", \"ran\"); }";

    private static final List<String> ALL = List.of(
            "x\").orElse(null)==null?null:null; } " + CODE + " Optional<String> zz(){return values().text(\"y",
            "a*/" + CODE + "/*",
            "a*\\u002f" + CODE + "/*",
            "a\\u002a/" + CODE + "/*",
            "a\\uuu002a\\uu002f" + CODE + "/\\u002a",
            "a\\u0022+b",
            "a\"; int b = \"",
            "a\n" + CODE,
            "a\\u000a" + CODE,
            "../../../../victim/App",
            "..\\..\\App",
            "/etc/passwd",
            "a}b",
            "{@link a}",
            "@a",
            "a@b",
            "<b>",
            "a&amp;b",
            "a b",
            "1a",
            "a-b",
            "a.b",
            "a$b",
            "a/b",
            "a:b",
            "a\u001b[2Jb",
            "a\u007f",
            "a\u009b2J",
            "a\u00a0b",
            "a\u2028b",
            "\u202eab",
            "a\u2066b",
            "a\u200bb",
            "a\ufeffb",
            "a\uffffb",
            "a".repeat(5000));

    private HostileNames() {}

    /** Returns all names. */
    public static List<String> all() {
        return ALL;
    }

    /** Returns the names that are not valid in MOF either. There, a colon precedes a superclass and a flavor. */
    public static List<String> inMof() {
        return ALL.stream().filter(name -> !name.equals("a:b")).toList();
    }

    /** Returns the names that the command line does not read as patterns. Patterns are only compared with names. */
    public static List<String> withoutWildcards() {
        return ALL.stream()
                .filter(name -> !name.contains("*") && !name.contains("?"))
                .toList();
    }

    /** Returns the names that an XML document can contain, for attributes and text. */
    public static List<String> inXml() {
        return ALL.stream()
                .filter(name -> name.chars().noneMatch(c -> c < ' ' && c != '\n' || c == 0xFFFF))
                .toList();
    }
}
