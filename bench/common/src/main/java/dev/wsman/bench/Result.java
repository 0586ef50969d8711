package dev.wsman.bench;

/**
 * One row of the table, as it is printed.
 *
 * @param measured the figure of wsman-session, or the reason why there is none
 * @param against the figure of the other side; empty if there is no other side
 * @param goal the goal for the ratio or the figure; empty if there is none
 * @param holds {@code yes}, {@code no}, or a dash without a goal; empty if the row was not measured
 */
record Result(String what, String measured, String against, String ratio, String goal, String holds) {
    /** The number of columns. */
    static final int COLUMNS = 6;

    static final String MISSED = "no";

    static final String HEAD = "| what | measured | against | ratio | goal | holds |\n|---|---|---|---|---|---|";

    /** Returns the row in Markdown. */
    String markdown() {
        String mark = holds.equals(MISSED) ? "**" + holds + "**" : holds;
        return "| " + String.join(" | ", what, measured, against, ratio, goal, mark) + " |";
    }
}
