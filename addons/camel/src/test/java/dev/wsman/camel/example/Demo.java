package dev.wsman.camel.example;

import dev.wsman.camel.WsmanConstants;
import dev.wsman.testkit.WsmanService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/** Ten hosts of the testkit in this JVM, whose events and services arrive in routes. Ends by itself. */
public final class Demo {
    private static final int HOSTS = 10;
    private static final int EVENTS_OF_HOST = 3;

    /** Camel logs each route that starts and stops. */
    private static final Logger CAMEL = Logger.getLogger("org.apache.camel");

    private final List<WsmanService> hosts = new ArrayList<>();
    private final CountDownLatch events = new CountDownLatch(HOSTS * EVENTS_OF_HOST);
    private final CountDownLatch instances = new CountDownLatch(HOSTS);

    private Demo() {}

    /** Runs the demo; fails if something does not arrive within 15 seconds. */
    public static void main(String[] arguments) throws Exception {
        CAMEL.setLevel(Level.WARNING);
        new Demo().run();
    }

    private void run() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try {
            for (int i = 0; i < HOSTS; i++) {
                hosts.add(WsmanService.builder().build().start());
            }
            System.out.println(
                    HOSTS + " hosts run in this JVM, on " + hosts.get(0).endpoint() + " and other ports.");
            context.getRegistry().bind("bookmarks", new MemoryStateRepository());
            for (int i = 0; i < HOSTS; i++) {
                context.addRoutes(routes("host-" + (i + 1), hosts.get(i)));
            }
            context.start();
            writeEvents();
            boolean arrived = events.await(15, TimeUnit.SECONDS) && instances.await(15, TimeUnit.SECONDS);
            System.out.println(arrived ? "All events and services have arrived." : "Not everything has arrived.");
            if (!arrived) {
                throw new IllegalStateException(events.getCount() + " events and " + instances.getCount()
                        + " services have not arrived; look at the log above");
            }
        } finally {
            context.stop();
            hosts.forEach(WsmanService::close);
        }
    }

    private RouteBuilder routes(String name, WsmanService host) {
        String connection =
                "host=" + host.endpoint() + "&username=" + host.user() + "&password=RAW(" + host.password() + ")";
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("wsman:subscribe?" + connection + "&channels=System&start=OLDEST&bookmarkRepository=#bookmarks")
                        .routeId("events-of-" + name)
                        .process(exchange -> {
                            System.out.println(
                                    name + "  event    " + exchange.getMessage().getHeader(WsmanConstants.EVENT_KEY));
                            events.countDown();
                        });
                from("wsman:query?" + connection + "&initialDelay=0&repeatCount=1&resultType=MAP"
                                + "&query=RAW(SELECT Name, State FROM Win32_Service WHERE Name='Spooler')")
                        .routeId("services-of-" + name)
                        .process(exchange -> {
                            System.out.println(
                                    name + "  service  " + exchange.getMessage().getBody());
                            instances.countDown();
                        });
            }
        };
    }

    private void writeEvents() {
        for (int i = 1; i <= EVENTS_OF_HOST; i++) {
            for (WsmanService host : hosts) {
                host.log("System").write(7036, "Print Spooler", "running");
            }
        }
    }
}
