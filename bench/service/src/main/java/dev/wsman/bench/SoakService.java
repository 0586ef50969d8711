package dev.wsman.bench;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.FaultKind;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The service of the soak. It prints its URL. After the command {@code fail}, some of its replies fail, until the
 * command {@code succeed}. The command {@code contexts} prints the number of open enumerations. The service ends when
 * its input ends.
 */
public final class SoakService {
    static final Duration EXPIRY = Duration.ofSeconds(10);
    private static final int INSTANCES = 500;
    private static final int PAYLOAD = 300;

    private final WsmanService service = WsmanService.builder()
            .quirks(ServerQuirks.STANDARD)
            .withoutAuthentication()
            .add(ManyInstancesClass.of(INSTANCES, PAYLOAD))
            .enumerationTimeout(EXPIRY)
            .build()
            .start();
    private volatile boolean failing;

    private SoakService() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        SoakService soak = new SoakService();
        soak.prepareFailures();
        Thread maintenance = new Thread(soak::maintain, "maintenance");
        maintenance.setDaemon(true);
        maintenance.start();
        System.out.println(soak.service.endpoint());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(soak.execute(line));
        }
        soak.service.close();
    }

    private String execute(String command) {
        if (command.equals("contexts")) {
            return Integer.toString(service.openContexts());
        }
        failing = command.equals("fail");
        return command;
    }

    /** Lets a fraction of the requests fail, independently for each kind of failure. */
    private void prepareFailures() {
        service.on(oneIn(150)).fault(FaultKind.QUOTA_LIMIT).always();
        service.on(oneIn(150)).fault(FaultKind.INTERNAL_ERROR).always();
        service.on(oneIn(150)).fault(FaultKind.TIMED_OUT).always();
        service.on(oneIn(150)).reset().always();
        service.on(oneIn(150)).truncate(200).always();
        service.on(oneIn(150)).delay(Duration.ofMillis(50)).always();
        service.on(oneIn(150))
                .respond(503, "text/html", "<html><body>busy</body></html>")
                .always();
        service.on(oneIn(150))
                .respond(200, "application/soap+xml;charset=UTF-8", "")
                .always();
        service.on(oneIn(150))
                .respond(200, "application/soap+xml;charset=UTF-8", "<s:Envelope")
                .always();
        service.on(oneIn(150))
                .relatesTo("uuid:00000000-0000-0000-0000-000000000000")
                .always();
    }

    private Predicate<RecordedRequest> oneIn(int many) {
        return request -> failing && ThreadLocalRandom.current().nextInt(many) == 0;
    }

    /** Discards recorded requests, which would fill the heap, and sometimes drops a request without a reply. */
    private void maintain() {
        try {
            while (true) {
                service.clearRequests();
                if (failing) {
                    var dropped = service.on(ServiceOperation.GET).drop();
                    TimeUnit.SECONDS.sleep(5);
                    dropped.remove();
                } else {
                    TimeUnit.SECONDS.sleep(1);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
