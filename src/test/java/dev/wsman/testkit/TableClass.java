package dev.wsman.testkit;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.MethodResult;
import dev.wsman.testkit.model.ModelFault;
import dev.wsman.testkit.model.PropertyDeclaration;
import dev.wsman.testkit.model.UnsupportedAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** A class for tests: its instances are a list in memory that Put, Create and Delete change. Thread-safe. */
final class TableClass implements ManagedClass {
    private final String name;
    private final List<PropertyDeclaration> properties;
    private final List<CimInstance> rows = new ArrayList<>();
    private final Map<String, BiFunction<Map<String, String>, CimInstance, MethodResult>> methods =
            new LinkedHashMap<>();
    private String superclass;

    TableClass(String name, PropertyDeclaration... properties) {
        this.name = name;
        this.properties = List.of(properties);
    }

    TableClass extending(String parent) {
        superclass = parent;
        return this;
    }

    /** Adds an instance by the values of its properties; those that are left out are NULL. */
    synchronized TableClass row(Object... values) {
        CimInstance row = CimInstance.of(name);
        for (int i = 0; i < properties.size(); i++) {
            row = row.with(properties.get(i).name(), i < values.length ? values[i] : null);
        }
        rows.add(row);
        return this;
    }

    TableClass method(String method, BiFunction<Map<String, String>, CimInstance, MethodResult> body) {
        methods.put(method, body);
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<String> superclass() {
        return Optional.ofNullable(superclass);
    }

    @Override
    public List<PropertyDeclaration> properties() {
        return properties;
    }

    @Override
    public List<String> methods() {
        return List.copyOf(methods.keySet());
    }

    @Override
    public synchronized Stream<CimInstance> instances() {
        return List.copyOf(rows).stream();
    }

    @Override
    public synchronized CimInstance put(Map<String, String> keys, CimInstance content) {
        CimInstance row = find(keys).orElseThrow();
        CimInstance changed = row;
        for (Map.Entry<String, Object> value : content.properties().entrySet()) {
            changed = changed.with(value.getKey(), value.getValue());
        }
        rows.set(rows.indexOf(row), changed);
        return changed;
    }

    @Override
    public synchronized CimInstance create(Map<String, String> keys, CimInstance content) {
        for (PropertyDeclaration key : properties) {
            if (key.key() && content.value(key.name()).isEmpty()) {
                throw new ModelFault(ModelFault.Reason.MISSING_VALUES, key.name() + " is missing");
            }
        }
        Map<String, String> own = new LinkedHashMap<>();
        properties.stream()
                .filter(PropertyDeclaration::key)
                .forEach(key -> own.put(
                        key.name(), String.valueOf(content.value(key.name()).orElseThrow())));
        if (find(own).isPresent()) {
            throw new ModelFault(ModelFault.Reason.ALREADY_EXISTS, "there is one already");
        }
        rows.add(content);
        return content;
    }

    @Override
    public synchronized void delete(Map<String, String> keys) {
        rows.remove(find(keys).orElseThrow());
    }

    @Override
    public MethodResult invoke(String method, Map<String, String> keys, CimInstance input) {
        if (!methods.containsKey(method)) {
            throw new UnsupportedAction(name, method);
        }
        return methods.get(method).apply(keys, input);
    }
}
