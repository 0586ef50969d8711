package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import dev.wsman.internal.transport.auth.AuthenticationFailedException;
import dev.wsman.internal.transport.auth.AuthenticationTarget;
import dev.wsman.internal.transport.auth.GuardedContext;
import dev.wsman.internal.transport.auth.SecurityContext;
import dev.wsman.internal.transport.auth.SecurityContextFactory;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the security context of a connection. The JDK waits for a KDC as long as its own configuration says, and
 * ignores interruption. That wait runs on another thread, which is abandoned when the deadline passes.
 */
final class SecurityContextCreation {
    private final SecurityContextFactory contexts;
    private final Deadline deadline;
    private final PendingConnect pending;

    SecurityContextCreation(SecurityContextFactory contexts, Deadline deadline, PendingConnect pending) {
        this.pending = pending;
        this.contexts = contexts;
        this.deadline = deadline;
    }

    /**
     * Creates the context.
     *
     * @throws AuthenticationFailedException if the credentials cannot be used
     * @throws ExchangeException if the deadline passes, or the thread is interrupted
     * @throws IOException if the session is closed meanwhile
     */
    SecurityContext make(AuthenticationTarget target) throws AuthenticationFailedException, IOException {
        if (!contexts.fetchesTickets()) {
            return GuardedContext.create(contexts, target);
        }
        CompletableFuture<SecurityContext> made = new CompletableFuture<>();
        @Nullable Closeable before = pending.replace(() -> made.cancel(false));
        try {
            TicketThreads.run(() -> fetch(target, made));
            return await(made, target);
        } finally {
            made.cancel(false);
            pending.replace(before);
        }
    }

    private void fetch(AuthenticationTarget target, CompletableFuture<SecurityContext> made) {
        try {
            SecurityContext context = GuardedContext.create(contexts, target);
            if (!made.complete(context)) {
                context.close();
            }
        } catch (AuthenticationFailedException | RuntimeException | Error e) {
            made.completeExceptionally(e);
        }
    }

    private SecurityContext await(CompletableFuture<SecurityContext> made, AuthenticationTarget target)
            throws AuthenticationFailedException, IOException {
        try {
            return made.get(Math.max(deadline.nanosLeft(), 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw deadline.missed("no Kerberos ticket for " + target.host(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ExchangeException.interrupted(e);
        } catch (CancellationException e) {
            throw new ClosedChannelException();
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    private static AuthenticationFailedException failed(ExecutionException e) {
        Throwable cause = e.getCause();
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof AuthenticationFailedException failed
                ? failed
                : new AuthenticationFailedException(String.valueOf(e.getMessage()), e);
    }
}
