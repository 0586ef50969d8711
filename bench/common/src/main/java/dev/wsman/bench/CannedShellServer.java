package dev.wsman.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
        try (ServerSocket listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            start(() -> server.accept(listener));
            System.out.println("port " + listener.getLocalPort());
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
            while (in.readLine() != null) {
                System.out.println(server.requests.getAndSet(0));
            }
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(null, work, "canned-shell", 256 * 1024);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket listener) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                start(() -> converse(socket));
            } catch (IOException e) {
                return; // the process ends
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            CannedShellRequest request = new CannedShellRequest(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (request.read()) {
                requests.incrementAndGet();
                out.write(shells.reply(request));
            }
        } catch (IOException e) {
            // the client closed the connection
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
