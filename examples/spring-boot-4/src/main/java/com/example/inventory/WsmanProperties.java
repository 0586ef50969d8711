package com.example.inventory;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code wsman.*}.
 *
 * @param endpoint such as {@code http://server.example.com:5985}
 * @param timeout of one operation
 */
@ConfigurationProperties("wsman")
public record WsmanProperties(
        String endpoint,
        String user,
        String password,
        @DefaultValue("30s") Duration timeout) {
    /** Returns the properties without the password. */
    @Override
    public String toString() {
        return "WsmanProperties[endpoint=" + endpoint + ", user=" + user + ", timeout=" + timeout + "]";
    }
}
