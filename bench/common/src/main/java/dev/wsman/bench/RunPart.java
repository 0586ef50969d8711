package dev.wsman.bench;

/**
 * Rows that are measured together.
 *
 * @param option the option for only this part, such as {@code --shells}
 * @param subject what the rows are about
 * @param rows measures the rows
 */
record RunPart(String option, String subject, Runnable rows) {}
