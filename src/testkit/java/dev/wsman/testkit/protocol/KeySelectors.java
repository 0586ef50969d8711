package dev.wsman.testkit.protocol;

import dev.wsman.testkit.model.CimInstance;
import dev.wsman.testkit.model.ManagedClass;
import dev.wsman.testkit.model.PropertyDeclaration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the instance that selectors identify (DSP0226 5.1.2.2, with the native codes of Windows). */
final class KeySelectors {
    /** ERROR_WSMAN_INVALID_URI_WMI_SINGLETON: the request has no selectors although the class has keys. */
    static final long NO_SELECTORS = 2150859002L;

    private KeySelectors() {}

    /**
     * Returns the key values of the selectors, with the names that the class declares. The selectors must be exactly
     * the keys.
     */
    static Map<String, String> of(ManagedClass type, SelectorSet selectors) {
        Map<String, String> given = selectors.keys();
        List<PropertyDeclaration> declared = ClassRegistry.keys(type);
        Map<String, String> keys = new LinkedHashMap<>();
        for (PropertyDeclaration key : declared) {
            Optional<String> value = given.entrySet().stream()
                    .filter(each -> each.getKey().equalsIgnoreCase(key.name()))
                    .map(Map.Entry::getValue)
                    .findFirst();
            keys.put(key.name(), value.orElseThrow(() -> insufficient(given)));
            checkType(key, value.get());
        }
        if (given.size() > keys.size()) {
            throw FaultKind.INVALID_SELECTORS
                    .fault("UnexpectedSelectors")
                    .nativeCode(2150858843L)
                    .exception();
        }
        return keys;
    }

    /** Returns the key values, after checking that the instance exists. */
    static Map<String, String> existing(ManagedClass type, SelectorSet selectors) {
        Map<String, String> keys = of(type, selectors);
        find(type, keys);
        return keys;
    }

    static CimInstance find(ManagedClass type, Map<String, String> keys) {
        return type.find(keys).orElseThrow(() -> notFound("There is no such instance of " + type.name() + "."));
    }

    static ServiceFaultException notFound(String reason) {
        return FaultKind.DESTINATION_UNREACHABLE
                .fault("InvalidResourceURI")
                .reason(reason)
                .exception();
    }

    private static ServiceFaultException insufficient(Map<String, String> given) {
        return FaultKind.INVALID_SELECTORS
                .fault("InsufficientSelectors")
                .nativeCode(given.isEmpty() ? NO_SELECTORS : 2150858842L)
                .exception();
    }

    private static void checkType(PropertyDeclaration key, String value) {
        try {
            RepresentationReader.scalar(key.type(), value);
        } catch (IllegalArgumentException bad) {
            throw FaultKind.INVALID_SELECTORS
                    .fault("TypeMismatch")
                    .nativeCode(2150858844L)
                    .exception();
        }
    }
}
