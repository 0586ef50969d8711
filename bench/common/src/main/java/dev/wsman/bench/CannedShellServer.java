package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server of remote shells that replies with prepared messages in the form of recorded ones from Windows; {@link
 * ShellCommands} lists the commands that print something. It prints its port. For each line of its input it prints the
 * number of requests since the last line, and ends when its input ends.
 */
public final class CannedShellServer {
    private final CannedShells shells = new CannedShells();
    private final AtomicLong requests = new AtomicLong();

    private CannedShellServer() {}

    public static void main(String[] arguments) throws IOException {
        CannedShellServer server = new CannedShellServer();
        System.out.println("port " + CannedListener.listen(1, server::converse));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        while (in.readLine() != null) {
            System.out.println(server.requests.getAndSet(0));
        }
    }

    private void converse(InputStream in, OutputStream out) throws IOException, InterruptedException {
        CannedShellRequest request = new CannedShellRequest(in);
        while (request.read()) {
            requests.incrementAndGet();
            out.write(shells.reply(request));
        }
    }
}
