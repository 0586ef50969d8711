package dev.wsman.bench;

import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.opennms.core.wsman.WSManClient;
import org.opennms.core.wsman.WSManEndpoint;
import org.opennms.core.wsman.WSManVersion;
import org.opennms.core.wsman.cxf.CXFWSManClientFactory;
import org.w3c.dom.Node;

/** OpenNMS's client. One client makes all calls, as in its users' programs. The items of every kind are DOM nodes. */
final class OpenNmsContender implements Contender {
    private final WSManClient client;

    OpenNmsContender(String url) {
        client = new CXFWSManClientFactory().getClient(endpoint(url));
    }

    static WSManEndpoint endpoint(String url) {
        try {
            return new WSManEndpoint.Builder(url)
                    .withServerVersion(WSManVersion.WSMAN_1_2)
                    .withMaxElements(1000)
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void identify() {
        client.identify();
    }

    @Override
    public void get() {
        client.get(CannedContract.RESOURCE_URI, Map.of(CannedContract.KEY, "1000"));
    }

    @Override
    public long enumerate(String kind) {
        List<Node> nodes = new ArrayList<>();
        client.enumerateAndPull(CannedContract.RESOURCE_URI, nodes, true);
        return nodes.size();
    }

    @Override
    public void close() {
        // the client has no resources to close
    }
}
