package dev.wsman.clients;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.opennms.core.wsman.Identity;
import org.opennms.core.wsman.WSManClient;
import org.opennms.core.wsman.WSManEndpoint;
import org.opennms.core.wsman.WSManVersion;
import org.opennms.core.wsman.cxf.CXFWSManClientFactory;
import org.opennms.core.wsman.exceptions.WSManException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Calls each operation of the OpenNMS client and prints one line per result: the name of the operation, then
 * tab-separated values. Reads the password from the standard input. Uses version 1.0 with WS-Addressing 2004/08, the
 * only edition that Windows and openwsman support.
 */
public final class OpenNmsProgram {
    private static final String WQL = "http://schemas.microsoft.com/wbem/wsman/1/WQL";

    private final WSManClient client;

    private OpenNmsProgram(WSManClient client) {
        this.client = client;
    }

    /**
     * Runs the program.
     *
     * @param arguments the endpoint, the user, the resource URI of a class, the value of its key Id, and a WQL query
     */
    public static void main(String[] arguments) throws Exception {
        String password = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        WSManEndpoint endpoint = new WSManEndpoint.Builder(arguments[0])
                .withServerVersion(WSManVersion.WSMAN_1_0)
                .withBasicAuth(arguments[1], password)
                .withMaxElements(4)
                .withReceiveTimeout(20_000)
                .build();
        OpenNmsProgram program = new OpenNmsProgram(new CXFWSManClientFactory().getClient(endpoint));
        program.identify();
        program.get(arguments[2], arguments[3]);
        program.enumerate(arguments[2]);
        program.query(arguments[2].replaceFirst("[^/]*$", "*"), arguments[4]);
        program.get(arguments[2], "missing");
    }

    private void identify() {
        Identity identity = client.identify();
        print("identify", identity.getProductVendor(), identity.getProductVersion());
    }

    private void get(String resourceUri, String id) {
        try {
            print("get", describe(client.get(resourceUri, Map.of("Id", id))));
        } catch (WSManException refused) {
            print("refused", refused.getClass().getSimpleName(), String.valueOf(refused.getMessage()));
        }
    }

    private void enumerate(String resourceUri) {
        List<Node> items = new ArrayList<>();
        client.enumerateAndPull(resourceUri, items, true);
        items.forEach(item -> print("item", describe(item)));
    }

    private void query(String resourceUri, String wql) {
        List<Node> items = new ArrayList<>();
        client.enumerateAndPullUsingFilter(resourceUri, WQL, wql, items, true);
        items.forEach(item -> print("row", describe(item)));
    }

    /** The name of the element and its children as {@code name=text}, in order; a nil child as its name only. */
    private static String describe(Node item) {
        String properties = IntStream.range(0, item.getChildNodes().getLength())
                .mapToObj(item.getChildNodes()::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .map(property -> property.getLocalName()
                        + (property.hasAttributeNS("http://www.w3.org/2001/XMLSchema-instance", "nil")
                                ? ""
                                : "=" + property.getTextContent()))
                .collect(Collectors.joining("\t"));
        return item.getLocalName() + "\t" + properties;
    }

    private static void print(String... values) {
        System.out.println(String.join("\t", values).replaceAll("[\r\n]+", " "));
    }
}
