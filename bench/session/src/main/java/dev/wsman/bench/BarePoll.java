package dev.wsman.bench;

import java.net.URI;

/** Pulls over bare HTTP. */
final class BarePoll implements EventReader {
    private final BareEvents messages = new BareEvents();

    @Override
    public void read(String url, EventWindow window) {
        try (BareHttp http = new BareHttp(URI.create(url))) {
            BareEvents.Scan scan = http.exchange(BareEvents.subscribe(""), messages::scan);
            String identifier = scan.identifier;
            while (window.isOpen()) {
                scan = http.exchange(BareEvents.pull(scan.context), messages::scan);
                window.add(scan.events);
            }
            http.exchange(BareEvents.unsubscribe(identifier), messages::scan);
        }
    }
}
