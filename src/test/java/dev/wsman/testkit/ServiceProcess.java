package dev.wsman.testkit;

import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.cxf.testutil.common.AbstractTestServerBase;
import org.apache.cxf.testutil.common.ServerLauncher;
import org.apache.cxf.testutil.common.TestUtil;

/**
 * A {@link WsmanService} with the standard classes in a process of its own, for tests that measure, or that must not
 * share a JVM with it. It listens with http and accepts every client. Needs {@code cxf-testutils} of Apache CXF.
 */
public final class ServiceProcess implements AutoCloseable {
    private final ServerLauncher launcher;
    private final String endpoint;

    private ServiceProcess(ServerLauncher launcher, String endpoint) {
        this.launcher = launcher;
        this.endpoint = endpoint;
    }

    /**
     * Starts the process and waits until it listens.
     *
     * @param quirks one of the constants; a variant cannot be passed to the process
     */
    public static ServiceProcess launch(ServerQuirks quirks) {
        String port = TestUtil.getNewPortNumber(ServiceProcess.class);
        String[] arguments = {port, ServerQuirks.named(quirks.name()).name()};
        ServerLauncher launcher = new ServerLauncher(Server.class.getName(), Map.of(), arguments, false);
        try {
            if (!launcher.launchServer()) {
                throw new IllegalStateException("the service's process did not start");
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the service's process did not start", failed);
        }
        return new ServiceProcess(launcher, "http://127.0.0.1:" + port + "/wsman");
    }

    /** The URL of the service. */
    public String endpoint() {
        return endpoint;
    }

    /** Stops the process. */
    @Override
    public void close() {
        try {
            launcher.stopServer();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The program that runs in the process. It is started by its class name. */
    public static final class Server extends AbstractTestServerBase {
        private final WsmanService service;

        /**
         * Creates a server.
         *
         * @param arguments the port, and the name of the server whose quirks it has
         */
        public Server(String[] arguments) {
            service = LenientService.builder()
                    .port(Integer.parseInt(arguments[0]))
                    .quirks(ServerQuirks.named(arguments[1]))
                    .withoutAuthentication()
                    .build();
        }

        /** Runs until a key is pressed, or until standard input has something to read. */
        public static void main(String[] arguments) throws Exception {
            new Server(arguments).start();
        }

        @Override
        protected void run() {
            service.start();
        }

        @Override
        public void tearDown() {
            service.close();
        }
    }
}
