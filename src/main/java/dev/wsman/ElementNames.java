package dev.wsman;

import dev.wsman.internal.xml.Namespaces;
import dev.wsman.internal.xml.XmlCharacters;
import java.util.Locale;
import java.util.Map;
import javax.xml.namespace.QName;

/**
 * Derives the element of a resource's representation from its resource URI, as {@code winrm create} and {@code
 * New-WSManInstance} do: the namespace is the resource URI, and the name its last segment.
 *
 * <pre>
 * wmicimv2/Win32_Share                 Win32_Share in http://schemas.microsoft.com/wbem/wsman/1/wmi/root/cimv2/Win32_Share
 * cimv2/CIM_Fan                        CIM_Fan in http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_Fan
 * winrm/config/listener                Listener in http://schemas.microsoft.com/wbem/wsman/1/config/listener
 * shell/cmd                            Shell in http://schemas.microsoft.com/wbem/wsman/1/windows/shell
 * </pre>
 */
final class ElementNames {
    private static final String CONFIGURATION = Namespaces.WINDOWS + "config";
    private static final String SHELL = Namespaces.WINDOWS + "windows/shell";

    /** The elements of the configuration of WinRM whose names differ in case from the usual form of the URI. */
    private static final Map<String, String> CONFIGURATION_ELEMENTS = Map.of(
            "config", "Config",
            "client", "Client",
            "service", "Service",
            "winrs", "Winrs",
            "auth", "Auth",
            "defaultports", "DefaultPorts",
            "listener", "Listener");

    private ElementNames() {}

    /**
     * Returns the name of the element.
     *
     * @throws IllegalArgumentException if the resource URI does not end with the name of an element
     */
    static QName of(ResourceLocator resource) {
        String uri = resource.resourceUri();
        if (isBelow(uri, SHELL)) {
            return new QName(SHELL, "Shell");
        }
        String segment = uri.substring(uri.lastIndexOf('/') + 1);
        String name = isBelow(uri, CONFIGURATION)
                ? CONFIGURATION_ELEMENTS.getOrDefault(segment.toLowerCase(Locale.ROOT), segment)
                : segment;
        try {
            return new QName(uri, XmlCharacters.requireName(name));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "content: a Map needs a resource URI that ends with the name of its element, as that of a class"
                            + " does, and " + LocatorText.aliased(uri)
                            + " does not; name the class, or pass an Instance or XML",
                    e);
        }
    }

    private static boolean isBelow(String uri, String parent) {
        return uri.regionMatches(true, 0, parent, 0, parent.length())
                && (uri.length() == parent.length() || uri.charAt(parent.length()) == '/');
    }
}
