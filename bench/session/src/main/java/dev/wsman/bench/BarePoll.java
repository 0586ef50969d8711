package dev.wsman.bench;

import java.net.URI;

/** Pulls over bare HTTP. */
final class BarePoll implements EventReader {
    private final BareEvents messages = new BareEvents();

    @Override
    public long read(String url, long nanos) {
        long count = 0;
        try (BareHttp http = new BareHttp(URI.create(url))) {
            BareEvents.Scan scan = http.exchange(BareEvents.subscribe(""), messages::scan);
            String identifier = scan.identifier;
            long start = System.nanoTime();
            do {
                scan = http.exchange(BareEvents.pull(scan.context), messages::scan);
                count += scan.events;
            } while (System.nanoTime() - start < nanos);
            http.exchange(BareEvents.unsubscribe(identifier), messages::scan);
        }
        return count;
    }
}
