package dev.wsman.testkit.data;

import dev.wsman.testkit.model.CimInstance;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The method Change of Win32_Service (MicrosoftDocs/win32,
 * desktop-src/CIMWin32Prov/change-method-in-class-win32-service.md). It applies all parameters that are not NULL, or
 * none if it fails. Load order groups are not supported (ReturnValue 1). A StartPassword is accepted and not stored.
 */
final class ServiceChange {
    private static final List<String> ERROR_CONTROLS = List.of("Ignore", "Normal", "Severe", "Critical");
    private static final Map<Integer, String> SERVICE_TYPES = Map.of(16, "Own Process", 32, "Share Process");

    private final ServiceTable table;
    private final String service;
    private final Map<String, Object> values;

    ServiceChange(ServiceTable table, String service, Map<String, Object> values) {
        this.table = table;
        this.service = service;
        this.values = values;
    }

    ServiceReturnValue apply() {
        synchronized (table) {
            Optional<ServiceReturnValue> refusal = refusal();
            if (refusal.isEmpty()) {
                table.change(service, this::changed);
                dependencies().ifPresent(names -> table.depend(service, names));
            }
            return refusal.orElse(ServiceReturnValue.SUCCESS);
        }
    }

    private Optional<ServiceReturnValue> refusal() {
        if (given("LoadOrderGroup").isPresent()
                || given("LoadOrderGroupDependencies").isPresent()) {
            return Optional.of(ServiceReturnValue.NOT_SUPPORTED);
        }
        if (!isValid()) {
            return Optional.of(ServiceReturnValue.INVALID_PARAMETER);
        }
        if (text("DisplayName")
                .filter(name -> table.isDisplayNameTaken(name, service))
                .isPresent()) {
            return Optional.of(ServiceReturnValue.DUPLICATE_NAME);
        }
        return dependencies().flatMap(names -> table.refusesDependencies(service, names));
    }

    private boolean isValid() {
        return List.of("DisplayName", "PathName", "StartName").stream()
                        .noneMatch(name -> text(name).filter(String::isBlank).isPresent())
                && given("StartMode").isPresent() == startMode().isPresent()
                && given("ErrorControl").isPresent() == errorControl().isPresent()
                && given("ServiceType").isPresent() == serviceType().isPresent();
    }

    private CimInstance changed(CimInstance state) {
        CimInstance changed = state;
        for (String name : List.of("DisplayName", "PathName", "StartName", "DesktopInteract")) {
            changed = with(changed, name, given(name));
        }
        changed = with(changed, "Caption", text("DisplayName"));
        changed = with(changed, "StartMode", startMode());
        changed = with(changed, "ErrorControl", errorControl());
        return with(changed, "ServiceType", serviceType());
    }

    private static CimInstance with(CimInstance state, String name, Optional<?> value) {
        return value.isPresent() ? state.with(name, value.get()) : state;
    }

    private Optional<String> startMode() {
        return text("StartMode").flatMap(ServiceClass::startMode);
    }

    private Optional<String> errorControl() {
        return given("ErrorControl")
                .map(Integer.class::cast)
                .filter(code -> code < ERROR_CONTROLS.size())
                .map(ERROR_CONTROLS::get);
    }

    private Optional<String> serviceType() {
        return given("ServiceType").map(SERVICE_TYPES::get);
    }

    private Optional<List<String>> dependencies() {
        return given("ServiceDependencies")
                .map(names -> ((List<?>) names).stream().map(String::valueOf).toList());
    }

    private Optional<String> text(String name) {
        return given(name).map(String::valueOf);
    }

    private Optional<Object> given(String name) {
        return Optional.ofNullable(values.get(name));
    }
}
