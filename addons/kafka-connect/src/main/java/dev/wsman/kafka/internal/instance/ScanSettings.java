package dev.wsman.kafka.internal.instance;

import dev.wsman.kafka.internal.config.InstanceConfig;
import dev.wsman.kafka.internal.config.SessionConfig;
import dev.wsman.kafka.internal.work.LoginGuard;
import dev.wsman.kafka.internal.work.TaskThreads;

/**
 * What the scans of all hosts of a task share.
 *
 * @param config the configuration
 * @param session how to connect
 * @param reader reads instances
 * @param records makes records
 * @param buffer the complete scans
 * @param threads the threads
 * @param logins keeps the account from being locked
 * @param counts what has been done
 */
record ScanSettings(
        InstanceConfig config,
        SessionConfig session,
        InstanceReader reader,
        ScanRecords records,
        ScanBuffer buffer,
        TaskThreads threads,
        LoginGuard logins,
        ScanCounts counts) {
    /**
     * Creates what a task needs.
     *
     * @param name the beginning of the threads' names
     */
    static ScanSettings of(InstanceConfig config, String name) {
        TaskThreads threads = config.work().threads(name);
        ScanBuffer buffer = new ScanBuffer(config.bufferInstances());
        threads.onDefect(buffer::fail);
        return new ScanSettings(
                config,
                config.session(),
                new InstanceReader(config),
                new ScanRecords(config),
                buffer,
                threads,
                new LoginGuard(config.work().loginPause(), System::nanoTime, threads::later),
                new ScanCounts());
    }
}
