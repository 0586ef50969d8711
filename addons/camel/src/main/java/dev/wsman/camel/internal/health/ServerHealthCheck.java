package dev.wsman.camel.internal.health;

import dev.wsman.Identity;
import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Sends Identify to a server, with the session and the credentials of its endpoints. It decides about readiness and not
 * about liveness, because restarting this program does not repair a server.
 *
 * <p>A result is used for five seconds. A call waits two seconds for the reply at most, so that a server that is down
 * does not hold the probe; the request continues, and calls until its end report DOWN without waiting.
 */
final class ServerHealthCheck extends AbstractHealthCheck {
    private static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Session session;
    private final @Nullable String host;
    private final ExecutorService threads;
    private volatile @Nullable Probe last;

    /** A request that was sent. */
    private static final class Probe {
        private final long begin = System.nanoTime();
        private final CompletableFuture<Identity> reply;
        private volatile long end;

        Probe(Session session, ExecutorService threads) {
            reply = CompletableFuture.supplyAsync(session::identify, threads);
            reply.whenComplete((identity, failure) -> end = System.nanoTime());
        }

        boolean isUsable() {
            return !reply.isDone() || System.nanoTime() - end < FRESH_NANOS;
        }

        Identity await() throws ExecutionException, TimeoutException, InterruptedException {
            long left = Math.max(0, WAIT_NANOS - (System.nanoTime() - begin));
            return reply.get(left, TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Creates a check.
     *
     * @param id distinguishes it from other checks
     * @param host the server as the endpoint names it, for the details of the result; null if only the session knows
     * @param threads where requests are sent
     */
    ServerHealthCheck(String id, Session session, @Nullable String host, ExecutorService threads) {
        super("camel", id);
        this.session = session;
        this.host = host;
        this.threads = threads;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("host", host == null ? session.toString() : host);
        try {
            Identity identity = probe().await();
            identity.productVendor().ifPresent(vendor -> builder.detail("product.vendor", vendor));
            identity.productVersion().ifPresent(version -> builder.detail("product.version", version));
            builder.up();
        } catch (TimeoutException e) {
            builder.message("no reply to Identify within " + TimeUnit.NANOSECONDS.toSeconds(WAIT_NANOS) + " s")
                    .down();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            builder.message("the check was interrupted").unknown();
        } catch (ExecutionException e) {
            down(builder, e.getCause() == null ? e : e.getCause());
        }
    }

    private Probe probe() {
        Probe probe = last;
        if (probe == null || !probe.isUsable()) {
            probe = new Probe(session, threads);
            last = probe;
        }
        return probe;
    }

    private static void down(HealthCheckResultBuilder builder, Throwable failure) {
        builder.message(String.valueOf(failure.getMessage())).error(failure);
        if (failure instanceof WsmanException known) {
            WsmanError error = known.error();
            builder.detail("error.kind", error.kind().name());
            builder.message(error.toString());
        }
        builder.down();
    }
}
