package dev.wsman.kafka.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Calculates what fleets of several sizes need from what one host costs, as a table in Markdown. */
final class FleetPlan {
    /** The events of one host in a day. */
    static final int DAILY_EVENTS = 10_000;
    /** How many processors of a worker are used on average. */
    static final double WORKER_PROCESSORS = 2;
    /** How much live heap a worker holds. */
    static final double WORKER_HEAP = 1e9;
    /** The most hosts of a worker, so that its failure moves no more. */
    static final int WORKER_HOSTS = 10_000;

    /** The time in seconds for which a host without events holds back the reply to a Pull. */
    private static final double PULL = 30;
    /** How long a Kerberos ticket is valid in Active Directory by default, in seconds. */
    private static final double TICKET = 36_000;

    private static final double DAY = 86_400;
    private static final int[] SIZES = {1_000, 10_000, 100_000};

    private final HostCosts costs;

    FleetPlan(HostCosts costs) {
        this.costs = costs;
    }

    /** Returns the lines of the table. */
    List<String> lines() {
        return List.of(
                row("hosts", "%,.0f", hosts -> hosts),
                "|---|" + "---:|".repeat(SIZES.length),
                row("Pulls a second while there are no events", "%,.0f", hosts -> hosts / PULL),
                row("events a second", "%,.0f", FleetPlan::events),
                row("processors for the Pulls", "%,.2f", hosts -> hosts * costs.load()),
                row("processors for the events", "%,.2f", hosts -> events(hosts) * costs.event()),
                row("live heap of all workers, in MB", "%,.0f", hosts -> hosts * costs.heap() / 1e6),
                row("workers, one of them to spare", "%,.0f", this::workers),
                row("hosts that move when a worker fails", "%,.0f", this::moving),
                row("seconds until they are read again by the others", "%,.1f", this::recovery),
                row(
                        "connections opened a second in this time, all workers together",
                        "%,.0f",
                        hosts -> moving(hosts) / recovery(hosts)),
                row("seconds until all are read after all workers start", "%,.0f", this::coldStart),
                row("requests to the KDC a second, on average", "%,.2f", hosts -> hosts / TICKET));
    }

    private static String row(String what, String format, IntToDoubleFunction value) {
        StringBuilder row = new StringBuilder("| " + what + " |");
        IntStream.of(SIZES).forEach(hosts -> row.append(' ')
                .append(String.format(Locale.ROOT, format, value.applyAsDouble(hosts)))
                .append(" |"));
        return row.toString();
    }

    private static double events(int hosts) {
        return hosts * (DAILY_EVENTS / DAY);
    }

    /** Returns how many workers are needed if one of them has failed, and that one. */
    private double workers(int hosts) {
        double processors = hosts * costs.load() + events(hosts) * costs.event();
        double most = Math.max(processors / WORKER_PROCESSORS, hosts * costs.heap() / WORKER_HEAP);
        return Math.ceil(Math.max(most, (double) hosts / WORKER_HOSTS)) + 1;
    }

    private double moving(int hosts) {
        return hosts / workers(hosts);
    }

    private double recovery(int hosts) {
        return moving(hosts) * costs.opening() / (workers(hosts) - 1);
    }

    private double coldStart(int hosts) {
        return moving(hosts) * costs.opening();
    }
}
