package dev.wsman.kafka.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FleetPlanTest {
    /** 100 kB, a processor for 10,000 idle hosts, 500 hosts a second, and 86.4 microseconds for an event. */
    private final FleetPlan plan = new FleetPlan(new HostCosts(1e5, 1e-4, 2e-3, 86.4e-6));

    @Test
    void multipliesCostsByHosts() {
        assertThat(plan.lines())
                .contains(
                        "| Pulls a second while there are no events | 33 | 333 | 3,333 |",
                        "| processors for the Pulls | 0.10 | 1.00 | 10.00 |",
                        "| processors for the events | 0.01 | 0.10 | 1.00 |",
                        "| live heap of all workers, in MB | 100 | 1,000 | 10,000 |",
                        "| requests to the KDC a second, on average | 0.03 | 0.28 | 2.78 |");
    }

    /** 100,000 hosts need 10 GB of heap, and the limit of hosts for a worker: ten, and one more. */
    @Test
    void keepsOneWorkerToSpare() {
        assertThat(plan.lines())
                .contains(
                        "| workers, one of them to spare | 2 | 2 | 11 |",
                        "| hosts that move when a worker fails | 500 | 5,000 | 9,091 |");
    }

    @Test
    void sharesHostsOfFailedWorkerAmongOthers() {
        assertThat(plan.lines())
                .contains(
                        "| seconds until they are read again by the others | 1.0 | 10.0 | 1.8 |",
                        "| connections opened a second in this time, all workers together | 500 | 500 | 5,000 |",
                        "| seconds until all are read after all workers start | 1 | 10 | 18 |");
    }
}
