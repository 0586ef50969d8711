package dev.wsman.internal.fault;

import dev.wsman.internal.fault.ErrorTable.Row;
import dev.wsman.internal.fault.ErrorTable.Section;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the tables of docs/troubleshooting.md from the error table that hints come from. A code without a hint is left
 * out. Codes of one table with the same hint are one row.
 */
final class TroubleshootingTables {
    private static final long FIRST_HRESULT = 0x8000_0000L;

    /** One row of a table before it is written: a failure by its names, and what to do about it. */
    private record Entry(String code, String symbol, String kind, String hint) {}

    /** The families of Windows codes in the order of their numbers; each begins where the one before ends. */
    private enum Family {
        WIN32("Win32", 12_000),
        WINHTTP("WinHTTP", 15_000),
        EVENT_LOG("event log", FIRST_HRESULT),
        WMI("WMI", 0x8007_0000L),
        COM("COM", 0x8009_0000L),
        SSPI("SSPI (logon)", 0x8033_0000L),
        WSMAN("WS-Management", 0x1_0000_0000L);

        private final String title;
        private final long end;

        Family(String title, long end) {
            this.title = title;
            this.end = end;
        }

        static Family of(Row row) {
            long code = Long.parseLong(row.code());
            return Stream.of(values())
                    .filter(family -> code < family.end)
                    .findFirst()
                    .orElseThrow();
        }
    }

    private TroubleshootingTables() {}

    /** Returns all tables with their headings, as Markdown that ends with a line break. */
    static String markdown() {
        return String.join("\n", recognized(), http(), windows(), details(), cim(), kinds());
    }

    private static String recognized() {
        return "### Recognized by the client\n\n"
                + table(
                        List.of("what happened", "what to do"),
                        entries(Section.ADVICE),
                        entry -> List.of(entry.code()));
    }

    private static String http() {
        List<Entry> entries = ErrorTable.rows(Section.HTTP).stream()
                .map(row -> entry(row, httpHint(row)))
                .toList();
        return "### HTTP statuses without a SOAP envelope\n\n"
                + table(
                        List.of("status", "symbol", "what to do"),
                        entries,
                        entry -> List.of(entry.code(), entry.symbol()));
    }

    /** Returns the hint that a failure with this status shows: that of the status, its symbol or its kind. */
    private static String httpHint(Row row) {
        String kind = row.kind() == null ? "HTTP" : row.kind();
        int status = Integer.parseInt(row.code().replace("xx", "99"));
        Long code = NativeCodes.ofHttpStatus(status).orElse(null);
        return Hints.of(ServerFault.local("", code), kind, status).orElseThrow();
    }

    private static String windows() {
        Map<Family, List<Entry>> families = ErrorTable.rows(Section.NATIVE).stream()
                .filter(row -> row.hint() != null)
                .collect(Collectors.groupingBy(
                        Family::of,
                        LinkedHashMap::new,
                        Collectors.mapping(row -> entry(row, row.hint()), Collectors.toList())));
        StringBuilder text = new StringBuilder();
        families.forEach((family, entries) -> text.append(text.isEmpty() ? "" : "\n")
                .append("### Windows codes: ")
                .append(family.title)
                .append("\n\n")
                .append(table(
                        List.of("code", "symbol, kind", "what to do"),
                        entries,
                        entry -> List.of(numbers(entry.code()), names(entry)))));
        return text.toString();
    }

    private static String names(Entry entry) {
        return entry.kind().isEmpty() ? entry.symbol() : entry.symbol() + "<br>" + entry.kind();
    }

    private static String numbers(String code) {
        long number = Long.parseLong(code);
        return number < FIRST_HRESULT ? code : String.format(Locale.ROOT, "%d<br>0x%08X", number, number);
    }

    private static String details() {
        return "### Fault details\n\n"
                + table(List.of("detail", "what to do"), entries(Section.DETAIL), entry -> List.of(entry.symbol()));
    }

    private static String cim() {
        return "### CIM status codes\n\n"
                + table(
                        List.of("code", "symbol, kind", "what to do"),
                        entries(Section.CIM),
                        entry -> List.of(entry.code(), names(entry)));
    }

    private static String kinds() {
        return "### Kinds\n\n"
                + table(
                        List.of("kind", "symbol", "what to do"),
                        entries(Section.KIND),
                        entry -> List.of(code(entry.code()), entry.symbol()));
    }

    private static List<Entry> entries(Section section) {
        return ErrorTable.rows(section).stream()
                .filter(row -> row.hint() != null)
                .map(row -> entry(row, row.hint()))
                .toList();
    }

    private static Entry entry(Row row, String hint) {
        String code =
                row.symbol() == null && row.code().matches("[A-Z_]+") ? seen(Advice.valueOf(row.code())) : row.code();
        return new Entry(code, code(row.symbol()), code(row.kind()), hint);
    }

    private static String code(String name) {
        return name == null ? "" : "`" + name + "`";
    }

    /** Describes a cause as a person sees it. */
    private static String seen(Advice advice) {
        return switch (advice) {
            case BATCH_LOST -> "the connection broke during a Pull";
            case CHANGE_UNCERTAIN -> "the connection broke during a Put, Create, Delete, Invoke, Command or Send";
            case NOT_DECRYPTED -> "400 with an empty body in reply to an encrypted message on a new connection";
            case NOT_PINNED -> "the certificate does not have the pinned fingerprint";
            case OUTPUT_LOST -> "the connection broke during a Receive";
            case PLAIN_PORT -> "the reply to a TLS handshake is plain http";
            case POOL_USED_UP -> "all connections of the session were in use until the timeout";
            case SCHEME_NOT_OFFERED -> "401 or 407 that does not offer the scheme of the credentials";
            case SHELL_CLOSED -> "a remote shell, or its command, was closed while it was in use";
            case SILENT_PORT -> "the connection was closed without a reply to a plain http request";
            case SILENT_TLS_PORT -> "the connection was closed without a reply to a TLS handshake";
            case TLS_PORT -> "the server requires https and was sent plain http";
            case UNENCRYPTED_OR_TOO_LONG -> "500 with an empty body, after which the connection was closed";
        };
    }

    private static String table(List<String> head, Collection<Entry> entries, Function<Entry, List<String>> names) {
        Map<String, List<Entry>> byHint =
                entries.stream().collect(Collectors.groupingBy(Entry::hint, LinkedHashMap::new, Collectors.toList()));
        List<String> lines = new ArrayList<>();
        lines.add(row(head));
        lines.add("|---".repeat(head.size()) + "|");
        byHint.forEach((hint, same) ->
                lines.add(row(cells(hint, same.stream().map(names).toList()))));
        return String.join("\n", lines) + "\n";
    }

    private static List<String> cells(String hint, List<List<String>> rows) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < rows.get(0).size(); i++) {
            int column = i;
            cells.add(rows.stream().map(row -> row.get(column)).distinct().collect(Collectors.joining("<br>")));
        }
        cells.add(hint.replaceAll("([*_])", "\\\\$1"));
        return cells;
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
