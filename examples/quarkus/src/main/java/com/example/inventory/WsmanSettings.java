package com.example.inventory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The properties {@code wsman.*}. */
@ConfigMapping(prefix = "wsman")
public interface WsmanSettings {
    /** Returns the endpoint, such as {@code http://server.example.com:5985}. */
    String endpoint();

    String user();

    String password();

    /** Returns the timeout of one operation. */
    @WithDefault("30s")
    Duration timeout();
}
