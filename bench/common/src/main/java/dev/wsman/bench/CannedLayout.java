package dev.wsman.bench;

import java.util.stream.Stream;

/** The forms of replies. */
enum CannedLayout {
    /** Without white space between elements, as Windows and OMI send. */
    COMPACT(""),
    /** A line for each element, two spaces for each level, as libxml2 formats a document and openwsman can send it. */
    INDENTED("/indented"),
    /** As COMPACT, but each item lacks a property, another one than the item before. */
    VARIED("/varied");

    /** The number of elements that contain an item: Envelope, Body, response and Items. */
    static final int ITEM = 4;

    /** The end of a path whose replies have this form. */
    final String path;

    CannedLayout(String path) {
        this.path = path;
    }

    /** Returns the form of the replies of a path. */
    static CannedLayout of(String path) {
        return Stream.of(INDENTED, VARIED)
                .filter(layout -> path.endsWith(layout.path))
                .findFirst()
                .orElse(COMPACT);
    }

    /** Returns the white space before a tag at a level. */
    String line(int level) {
        return this == INDENTED ? "\n" + "  ".repeat(level) : "";
    }

    /**
     * Returns whether an item lacks a property.
     *
     * @param properties how many properties there are
     */
    boolean omits(int item, int property, int properties) {
        return this == VARIED && property == item % properties;
    }
}
