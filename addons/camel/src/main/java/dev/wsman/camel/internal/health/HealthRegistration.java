package dev.wsman.camel.internal.health;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/** The registration of a check in one of Camel's repositories. */
final class HealthRegistration implements AutoCloseable {
    private final Runnable removal;

    private HealthRegistration(Runnable removal) {
        this.removal = removal;
    }

    /**
     * Adds a check to a repository. Has no effect if the context has no such repository: that of producers exists only
     * if the application enables it.
     *
     * @param repository {@code producers} or {@code consumers}
     * @param enabled whether the check is called
     */
    static HealthRegistration add(CamelContext context, String repository, HealthCheck check, boolean enabled) {
        WritableHealthCheckRepository checks =
                HealthCheckHelper.getHealthCheckRepository(context, repository, WritableHealthCheckRepository.class);
        if (checks == null) {
            return new HealthRegistration(() -> {});
        }
        check.setEnabled(enabled);
        checks.addHealthCheck(check);
        return new HealthRegistration(() -> checks.removeHealthCheck(check));
    }

    /** Removes the check. */
    @Override
    public void close() {
        removal.run();
    }
}
