package dev.wsman.kafka.internal.instance;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.DataType;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A class whose instances a test adds, changes and removes. Thread-safe: an enumeration has the disks of one moment.
 */
public final class DiskTable implements ManagedClass {
    /** The name of the class. */
    public static final String NAME = "Example_Disk";

    private final Map<String, CimInstance> disks = new TreeMap<>();

    /** Adds or replaces a disk, with pairs of names and values of properties. */
    public synchronized DiskTable put(String name, Object... properties) {
        Map<String, Object> all = new LinkedHashMap<>();
        properties().forEach(property -> all.put(property.name(), null));
        all.put("Name", name);
        for (int i = 0; i < properties.length; i += 2) {
            all.put((String) properties[i], properties[i + 1]);
        }
        disks.put(name, CimInstance.of(NAME, all));
        return this;
    }

    /** Adds disks with numbers from 1 in their names and their Id. */
    public DiskTable fill(int count) {
        for (int i = 1; i <= count; i++) {
            put("disk-%05d".formatted(i), "Id", (long) i);
        }
        return this;
    }

    /** Makes several changes, of which an enumeration has all or none. */
    public synchronized DiskTable change(Consumer<DiskTable> changes) {
        changes.accept(this);
        return this;
    }

    /** Removes a disk. */
    public synchronized void remove(String name) {
        disks.remove(name);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<PropertyDeclaration> properties() {
        return List.of(
                PropertyDeclaration.of("Name", DataType.STRING).asKey(),
                PropertyDeclaration.of("Id", DataType.UINT32),
                PropertyDeclaration.of("Free", DataType.UINT64),
                PropertyDeclaration.of("Tags", DataType.STRING).asArray(),
                PropertyDeclaration.of("Changed", DataType.DATETIME));
    }

    @Override
    public synchronized Stream<CimInstance> instances() {
        return List.copyOf(disks.values()).stream();
    }
}
