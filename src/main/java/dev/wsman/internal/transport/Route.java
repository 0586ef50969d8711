package dev.wsman.internal.transport;

import dev.wsman.internal.fault.ExchangeException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the proxy selector, once for each connection, for the way to the server. */
final class Route {
    private final EndpointAddress server;
    private final @Nullable ProxySelector selector;

    Route(EndpointAddress server, @Nullable ProxySelector selector) {
        this.server = server;
        this.selector = selector;
    }

    /** The peers to try, in order; never empty. */
    List<ProxyHop> hops() {
        List<ProxyHop> hops = new ArrayList<>();
        @Nullable Proxy socks = null;
        for (Proxy proxy : selected()) {
            if (proxy.type() == Proxy.Type.SOCKS) {
                socks = proxy;
            } else {
                hops.add(hop(proxy));
            }
        }
        if (hops.isEmpty() && socks != null) {
            throw unsupported(socks);
        }
        return hops.isEmpty() ? List.of(ProxyHop.to(server)) : hops;
    }

    private List<Proxy> selected() {
        if (selector == null) {
            return List.of();
        }
        try {
            List<Proxy> proxies = selector.select(uri());
            return proxies == null ? List.of() : proxies;
        } catch (RuntimeException e) {
            throw ExchangeException.connect(server.toString(), new IOException("the proxy selector failed: " + e, e));
        }
    }

    private URI uri() {
        return URI.create(server.toString());
    }

    private ProxyHop hop(Proxy proxy) {
        return proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address
                ? new ProxyHop(address.getHostString(), address.getPort(), true)
                : ProxyHop.to(server);
    }

    private ExchangeException unsupported(Proxy socks) {
        return ExchangeException.connect(
                server.toString(),
                new IOException("the proxy selector names the SOCKS proxy " + socks.address()
                        + ", and only HTTP proxies are supported; name one with proxy(), or connect"
                        + " directly with noProxy()"));
    }

    /** Reports to the selector that a connection to one of its proxies failed. */
    void unreachable(ProxyHop hop, IOException why) {
        if (hop.isProxy() && selector != null) {
            SocketAddress address = InetSocketAddress.createUnresolved(hop.host(), hop.port());
            selector.connectFailed(uri(), address, why);
        }
    }
}
