package dev.wsman.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The canned server, the server with authentication and encryption before it, and the process in which both sides of a
 * row take turns.
 */
final class SecureFrontProcess implements AutoCloseable {
    /**
     * Small replies are sent at once; and TLS sessions are kept by the server, since one in a ticket could not be
     * forgotten.
     */
    private static final List<String> FRONT = List.of(
            "-Xmx512m", "-Dsun.net.httpserver.nodelay=true", "-Djdk.tls.server.enableSessionTicketExtension=false");

    private final ChildProcess canned;
    private final ChildProcess front;
    private final ChildProcess worker;

    SecureFrontProcess(Path home) {
        Path folder = folder(home);
        canned = ChildProcess.start(home, "common", List.of("-Xss512k"), "CannedServer");
        String[] greeting = canned.line().split(" ");
        String url = "http://127.0.0.1:" + greeting[1];
        front = ChildProcess.start(home, "service", FRONT, "SecureFront", url, folder.toString());
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), greeting[3]));
        arguments.addAll(List.of(front.line().split(" ")));
        List<String> options = List.of(
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-Djava.security.krb5.conf=" + folder.resolve(SecureContract.KERBEROS_CONFIGURATION));
        worker = ChildProcess.start(home, "session", options, "SecureWorker", arguments.toArray(String[]::new));
    }

    private static Path folder(Path home) {
        try {
            return Files.createDirectories(home.resolve("target").resolve("secure"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Measures sides in turns, after a warm-up of each.
     *
     * @param batch the items of a batch; 0 for logins
     */
    Map<String, Series> measure(RunPlan plan, int batch, String... sides) {
        Map<String, Series> result = new LinkedHashMap<>();
        boolean isLogin = batch == 0;
        for (String side : sides) {
            result.put(side, new Series());
            WarmUp warmUp = isLogin ? WarmUp.ofFew(plan.warmUpRounds()) : new WarmUp(plan.warmUpRounds());
            warmUp.run(millis -> reply(side, batch, millis));
        }
        int roundMillis = isLogin ? plan.roundMillis() : plan.roundMillis() / 2;
        for (int i = 0; i < plan.rounds(); i++) {
            for (String side : sides) {
                result.get(side).addReply(reply(side, batch, roundMillis));
            }
        }
        return result;
    }

    private String reply(String side, int batch, int millis) {
        try {
            worker.send(side + " " + batch + " " + millis);
            return worker.line();
        } catch (NotMeasuredException e) {
            return ContenderWorker.UNMEASURED + e.getMessage();
        }
    }

    /** Returns the number of full TLS handshakes since the last call. */
    long fullHandshakes() {
        front.send("count");
        return Long.parseLong(front.line());
    }

    @Override
    public void close() {
        worker.close();
        front.close();
        canned.close();
    }
}
