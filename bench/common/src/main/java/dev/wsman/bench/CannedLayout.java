package dev.wsman.bench;

/** The white space between the elements of a reply. */
enum CannedLayout {
    /** None, as Windows and OMI send. */
    COMPACT,
    /** A line for each element, two spaces for each level, as libxml2 formats a document and openwsman can send it. */
    INDENTED;

    /** The number of elements that contain an item: Envelope, Body, response and Items. */
    static final int ITEM = 4;

    /** Returns the white space before a tag at a level. */
    String line(int level) {
        return this == COMPACT ? "" : "\n" + "  ".repeat(level);
    }
}
