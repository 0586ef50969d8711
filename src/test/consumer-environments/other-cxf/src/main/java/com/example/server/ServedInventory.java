package com.example.server;

import com.example.inventory.Inventory;
import jakarta.xml.ws.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.cxf.BusFactory;
import org.apache.cxf.jaxws.JaxWsProxyFactoryBean;
import org.apache.cxf.ws.addressing.WSAddressingFeature;

/**
 * An application that is itself a CXF server and runs {@link Inventory}. Its own service, which it calls with addressing,
 * must still reply after the session there was closed.
 */
public final class ServedInventory {
    private ServedInventory() {}

    public static void main(String[] arguments) throws IOException {
        String address = "http://127.0.0.1:" + freePort() + "/greeter";
        Endpoint server = Endpoint.publish(address, new GreeterService());
        try {
            Inventory.main(arguments);
            System.out.println("served " + client(address).greet("Inventory"));
        } finally {
            server.stop();
            BusFactory.getDefaultBus().shutdown(true);
        }
    }

    private static Greeter client(String address) {
        JaxWsProxyFactoryBean factory = new JaxWsProxyFactoryBean();
        factory.setAddress(address);
        factory.getFeatures().add(new WSAddressingFeature());
        return factory.create(Greeter.class);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
