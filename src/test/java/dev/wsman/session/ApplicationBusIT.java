package dev.wsman.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.testkit.WsmanService;
import java.util.List;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.ServerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sessions in an application that uses CXF itself. */
class ApplicationBusIT {
    @RegisterExtension
    static final WsmanService service = WsmanService.builder().build();

    @AfterEach
    void leaveNoBus() {
        BusFactory.setThreadDefaultBus(null);
        BusFactory.setDefaultBus(null);
    }

    private static void useASession() {
        try (Session session = Session.open(service.endpoint())) {
            assertThat(session.get(ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler"))
                            .text("Name"))
                    .contains("Spooler");
        }
    }

    @Test
    void aSessionMakesNoDefaultBus() {
        BusFactory.setThreadDefaultBus(null);
        BusFactory.setDefaultBus(null);
        useASession();
        assertThat(BusFactory.getDefaultBus(false)).isNull();
        assertThat(BusFactory.getThreadDefaultBus(false)).isNull();
    }

    @Test
    void theBusesOfTheApplicationStayAsTheyAre() {
        Bus everywhere = new CXFBusFactory().createBus();
        Bus here = new CXFBusFactory().createBus();
        BusFactory.setDefaultBus(everywhere);
        BusFactory.setThreadDefaultBus(here);
        try {
            List<List<?>> before = List.of(parts(everywhere), parts(here));
            useASession();
            assertThat(BusFactory.getDefaultBus(false)).isSameAs(everywhere);
            assertThat(BusFactory.getThreadDefaultBus(false)).isSameAs(here);
            assertThat(List.of(parts(everywhere), parts(here))).isEqualTo(before);
        } finally {
            here.shutdown(true);
            everywhere.shutdown(true);
        }
    }

    private static List<?> parts(Bus bus) {
        return List.of(
                bus.getState(),
                List.copyOf(bus.getFeatures()),
                List.copyOf(bus.getInInterceptors()),
                List.copyOf(bus.getOutInterceptors()),
                List.copyOf(bus.getExtension(ServerRegistry.class).getServers()));
    }

    @Test
    void aSessionOutlivesTheBusesOfTheApplication() {
        Bus everywhere = new CXFBusFactory().createBus();
        BusFactory.setDefaultBus(everywhere);
        try (Session session = Session.open(service.endpoint())) {
            session.identify();
            everywhere.shutdown(true);
            assertThat(session.identify().protocolVersion()).isNotEmpty();
        }
    }
}
