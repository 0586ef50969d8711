package dev.wsman.kafka.internal.event;

import dev.wsman.event.EventQuery;
import dev.wsman.kafka.internal.config.EventLogConfig;
import dev.wsman.kafka.internal.config.SessionConfig;
import dev.wsman.kafka.internal.work.LoginGuard;
import dev.wsman.kafka.internal.work.TaskThreads;
import java.time.Duration;

/**
 * What the readers of a task share.
 *
 * @param config the configuration of the task
 * @param query the query
 * @param session the connections; one object, so that all hosts share a login
 * @param threads the threads
 * @param buffer where the events go
 * @param metrics what counts
 * @param logins limits attempts with wrong credentials
 * @param turn how long a host may be waited for at a time
 * @param replyLimit how long a host may take to reply after that
 */
record ReaderSettings(
        EventLogConfig config,
        EventQuery query,
        SessionConfig session,
        TaskThreads threads,
        EventBuffer buffer,
        EventMetrics metrics,
        LoginGuard logins,
        Duration turn,
        Duration replyLimit) {}
