package dev.wsman.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.auth.EncryptionPolicy;
import dev.wsman.testkit.auth.SecuritySettings;
import dev.wsman.testkit.http.RequestAuthenticator;
import dev.wsman.testkit.shell.CommandCall;
import dev.wsman.testkit.shell.ShellHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * The testkit's remote shells, with NTLM and encryption: for clients that support nothing else. Prints its URL. For
 * each line of its input it prints the number of requests since the last line, and ends when its input ends.
 */
public final class ShellService {
    private static final int PIECE = 32 * 1024;

    private final WsmanService service = WsmanService.builder()
            .authenticator(new LabelledAuthenticator(ntlm()))
            .shell(shells())
            .build()
            .start();
    private long requests;

    private ShellService() {}

    public static void main(String[] arguments) throws IOException {
        ShellService shells = new ShellService();
        Thread maintenance = new Thread(shells::maintain, "maintenance");
        maintenance.setDaemon(true);
        maintenance.start();
        System.out.println(shells.service.endpoint());
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) {
            System.out.println(shells.takeRequests());
        }
        shells.service.close();
    }

    /** Without the quota of operations, which the clients would reach: each runs all its commands in one shell. */
    private static ShellHost shells() {
        return ShellHost.handlers()
                .command("echo", ShellService::echo)
                .command("print", ShellService::print)
                .maxOperationsPerUser(Integer.MAX_VALUE);
    }

    private static RequestAuthenticator ntlm() {
        SecuritySettings security = new SecuritySettings();
        security.user("Negotiate", ShellCommands.USER, ShellCommands.PASSWORD);
        security.encryption(EncryptionPolicy.REQUIRED);
        return security.authenticator();
    }

    private static int echo(CommandCall call) throws IOException {
        call.print(ShellCommands.SHORT_OUTPUT);
        return 0;
    }

    private static int print(CommandCall call) throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, "x".getBytes(US_ASCII)[0]);
        OutputStream stdout = call.stdout();
        for (long left = Long.parseLong(call.arguments().get(0)); left > 0; left -= PIECE) {
            stdout.write(piece, 0, (int) Math.min(left, PIECE));
        }
        return 0;
    }

    /** Discards recorded requests, which would fill the heap. */
    private void maintain() {
        try {
            while (true) {
                TimeUnit.MILLISECONDS.sleep(200);
                countRequests();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void countRequests() {
        requests += service.requests().size();
        service.clearRequests();
    }

    private synchronized long takeRequests() {
        countRequests();
        long taken = requests;
        requests = 0;
        return taken;
    }
}
