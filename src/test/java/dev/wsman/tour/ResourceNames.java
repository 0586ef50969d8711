package dev.wsman.tour;

import dev.wsman.ResourceLocator;
import java.util.List;
import java.util.Optional;

/** Shows resources as a user may type them: {@code wmicimv2/Win32_Service?Name=Spooler}. */
final class ResourceNames {
    /** The aliases of {@link ResourceLocator#parse}, the longest URI of those with a common start first. */
    private static final List<String> ALIASES = List.of("wmicimv2/", "wmi/", "winrm/", "cimv2/");

    private ResourceNames() {}

    /** Returns the resource with an alias, if one stands for the start of its URI. */
    static String shown(String resource) {
        Optional<String> known = ALIASES.stream()
                .filter(alias -> resource.startsWith(expanded(alias)))
                .findFirst();
        return known.map(alias -> alias + resource.substring(expanded(alias).length()))
                .orElse(resource);
    }

    static String shown(ResourceLocator resource) {
        return shown(resource.toString());
    }

    private static String expanded(String alias) {
        String uri = ResourceLocator.of(alias + "x").resourceUri();
        return uri.substring(0, uri.length() - 1);
    }
}
