package dev.wsman.bench;

import dev.wsman.bench.BarChart.Bar;
import dev.wsman.bench.BarChart.Panel;
import java.util.List;

/** Selects the rows that the chart shows: each contender's time for a Get, an item, and the start of a JVM. */
final class ResultChart {
    private static final String GET = "Get, warm, one thread";
    private static final String UNTYPED = "untyped enumeration, batches of 1000";
    private static final String GENERATED = "typed from a CIM declaration, all properties read, batches of 1000";
    private static final String JAXB = "typed by the caller's JAXB class, batches of 1000";
    private static final String START = "JVM start to the first Identify";
    private static final String OPENNMS = "OpenNMS";
    private static final String FLOOR = "the floor";

    private final ResultFile results;

    ResultChart(ResultFile results) {
        this.results = results;
    }

    String svg() {
        return new BarChart(
                        "Time of wsman-session and of other clients (" + results.environment() + ")",
                        List.of(
                                new Panel("One Get, one thread", gets()),
                                new Panel("One item of 45 properties, in batches of 1000", items()),
                                new Panel("From the start of a JVM to its first Identify", starts())))
                .svg();
    }

    private List<Bar> gets() {
        return List.of(
                ours("wsman-session", GET, OPENNMS),
                other("round trip and scan only", GET, "a bare round trip and scan"),
                other("stock CXF", GET, "stock CXF"),
                other(OPENNMS, GET, OPENNMS));
    }

    private List<Bar> items() {
        return List.of(
                ours("wsman-session, Instance", UNTYPED, OPENNMS),
                ours("wsman-session, your JAXB class", JAXB, OPENNMS),
                ours("wsman-session, generated class", GENERATED, OPENNMS),
                other("round trip and scan only", UNTYPED, FLOOR),
                other("stock CXF, DOM", UNTYPED, "stock CXF with DOM items"),
                other("OpenNMS, DOM", UNTYPED, OPENNMS));
    }

    private List<Bar> starts() {
        return List.of(
                ours("wsman-session", START, OPENNMS),
                ours("wsman-session, AppCDS archive", "the same with an AppCDS archive", ""),
                other("HTTP and scan only", START, ""),
                other(OPENNMS, START, OPENNMS));
    }

    private Bar ours(String label, String what, String against) {
        return new Bar(label, results.row(what, against).measured(), true);
    }

    private Bar other(String label, String what, String against) {
        return new Bar(label, results.row(what, against).against().replace("floor ", ""), false);
    }
}
