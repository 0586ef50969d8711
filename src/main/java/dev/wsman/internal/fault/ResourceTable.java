package dev.wsman.internal.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** A resource of keys and texts beside this class, read once. */
final class ResourceTable {

    private final Properties entries;

    private ResourceTable(Properties entries) {
        this.entries = entries;
    }

    static ResourceTable load(String resource) {
        Properties entries = new Properties();
        try (InputStream in = ResourceTable.class.getResourceAsStream(resource)) {
            if (in == null) {
                // A shaded jar may have lost it: then there are no names and hints, but errors still work.
                return new ResourceTable(entries);
            }
            entries.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
        return new ResourceTable(entries);
    }

    Optional<String> get(String key) {
        return Optional.ofNullable(entries.getProperty(key));
    }

    Set<String> keys() {
        return entries.stringPropertyNames();
    }
}
