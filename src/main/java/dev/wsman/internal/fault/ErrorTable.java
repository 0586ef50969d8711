package dev.wsman.internal.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The table of all codes that a failure can carry: the resource {@code error-table.txt}, which describes its format. It
 * is read when the first failure needs it, and kept.
 */
final class ErrorTable {

    /** The sections of the table: one for each kind of code. Their order has no meaning. */
    enum Section {
        /** Constants of {@link Advice}. */
        ADVICE,
        /** Codes of {@code f:WSManFault} and of WMI errors. */
        NATIVE,
        /** CIM status codes. */
        CIM,
        /** HTTP statuses; {@code 3xx} and {@code 5xx} stand for the statuses without a row of their own. */
        HTTP,
        /** Local names of SOAP fault codes. */
        SOAP,
        /** Local names of fault subcodes, misspellings included. */
        SUBCODE,
        /** Last segments of FaultDetail URIs, misspellings included. */
        DETAIL,
        /** Constants of {@code WsmanError.Kind}. */
        KIND
    }

    /**
     * One row, for example {@code 5 | ERROR_ACCESS_DENIED | ACCESS_DENIED | the user is authenticated but …}. An empty
     * column is null.
     *
     * @param code the code as text
     * @param symbol the name of the code; for subcodes and details, its correct spelling
     * @param kind the name of a {@code WsmanError.Kind}
     * @param hint what to do about the failure
     */
    record Row(
            String code,
            @Nullable String symbol,
            @Nullable String kind,
            @Nullable String hint) {

        static Row parse(String line) {
            String[] columns = line.split("\\|", -1);
            return new Row(columns[0].strip(), column(columns, 1), column(columns, 2), column(columns, 3));
        }

        private static @Nullable String column(String[] columns, int index) {
            String text = index < columns.length ? columns[index].strip() : "";
            return text.isEmpty() ? null : text;
        }
    }

    private static final String RESOURCE = "error-table.txt";

    private final Map<Section, Map<String, Row>> sections = new EnumMap<>(Section.class);
    private final Map<String, Long> nativeCodes = new HashMap<>();

    private ErrorTable(String text) {
        for (Section section : Section.values()) {
            sections.put(section, new LinkedHashMap<>());
        }
        Section section = Section.ADVICE;
        for (String line : (Iterable<String>) text.lines()::iterator) {
            if (line.startsWith("[")) {
                section = Section.valueOf(line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                add(section, Row.parse(line));
            }
        }
    }

    private void add(Section section, Row row) {
        sections.get(section).put(row.code(), row);
        if (section == Section.NATIVE && row.symbol() != null) {
            nativeCodes.put(row.symbol(), Long.valueOf(row.code()));
        }
    }

    /** Returns the row of a code; empty if the code is null, or the section has no such row. */
    static Optional<Row> row(Section section, @Nullable Object code) {
        return code == null
                ? Optional.empty()
                : Optional.ofNullable(Loaded.TABLE.sections.get(section).get(code.toString()));
    }

    /** Returns the rows of {@code section}, in the table's order. */
    static Collection<Row> rows(Section section) {
        return Loaded.TABLE.sections.get(section).values();
    }

    /** Returns the native code that {@code symbol} names; empty if it is null or not known. */
    static Optional<Long> nativeCode(@Nullable String symbol) {
        return Optional.ofNullable(symbol).map(Loaded.TABLE.nativeCodes::get);
    }

    /** Loads the table with the first failure, not with the first session. */
    private static final class Loaded {
        static final ErrorTable TABLE = new ErrorTable(text());

        /**
         * Returns the empty text if repackaging dropped the resource. Then faults have neither kinds nor hints, but
         * every failure still reaches the caller.
         */
        static String text() {
            try (InputStream in = ErrorTable.class.getResourceAsStream(RESOURCE)) {
                return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(RESOURCE, e);
            }
        }
    }
}
