package dev.wsman.session;

import static dev.wsman.fixture.SessionFixture.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.fixture.LenientService;
import java.util.List;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.bus.CXFBusFactory;
import org.apache.cxf.endpoint.ServerRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A session uses a private CXF bus, so that an application can use CXF itself. */
class ApplicationBusIT {
    @AutoStart
    static final WsmanService service =
            LenientService.builder().add(AllTypesClass.create()).build();

    @AfterEach
    void removeBuses() {
        BusFactory.setThreadDefaultBus(null);
        BusFactory.setDefaultBus(null);
    }

    private static void useSession() {
        try (Session session = Session.open(service.endpoint())) {
            assertThat(session.get(ResourceLocator.parse("wmicimv2/Win32_Service?Name=Spooler"))
                            .text("Name"))
                    .contains("Spooler");
        }
    }

    @Test
    void makesNoDefaultBus() {
        BusFactory.setThreadDefaultBus(null);
        BusFactory.setDefaultBus(null);
        useSession();
        assertThat(BusFactory.getDefaultBus(false)).isNull();
        assertThat(BusFactory.getThreadDefaultBus(false)).isNull();
    }

    @Test
    void leavesBusesOfApplicationUnchanged() {
        Bus everywhere = new CXFBusFactory().createBus();
        Bus here = new CXFBusFactory().createBus();
        BusFactory.setDefaultBus(everywhere);
        BusFactory.setThreadDefaultBus(here);
        try {
            List<List<?>> before = List.of(parts(everywhere), parts(here));
            useSession();
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
    void outlivesBusesOfApplication() {
        Bus everywhere = new CXFBusFactory().createBus();
        BusFactory.setDefaultBus(everywhere);
        try (Session session = Session.open(service.endpoint())) {
            session.identify();
            everywhere.shutdown(true);
            assertThat(session.identify().protocolVersion()).isNotEmpty();
        }
    }

    @Test
    void leavesBusMadeByFactoryUnusedAndUnchanged() {
        Bus mine = BusFactory.newInstance().createBus();
        Bus before = BusFactory.getDefaultBus(false);
        try {
            BusFactory.setDefaultBus(mine);
            BusFactory.setThreadDefaultBus(mine);
            int interceptors =
                    mine.getInInterceptors().size() + mine.getOutInterceptors().size();
            int features = mine.getFeatures().size();
            try (Session session = Session.open(service.endpoint())) {
                assertThat(session.get(ONE).text("Id")).contains("one");
            }
            assertThat(BusFactory.getDefaultBus(false)).isSameAs(mine);
            assertThat(BusFactory.getThreadDefaultBus(false)).isSameAs(mine);
            assertThat(mine.getState()).isEqualTo(Bus.BusState.RUNNING);
            assertThat(mine.getInInterceptors().size()
                            + mine.getOutInterceptors().size())
                    .isEqualTo(interceptors);
            assertThat(mine.getFeatures()).hasSize(features);
        } finally {
            BusFactory.setDefaultBus(before);
            BusFactory.setThreadDefaultBus(null);
            mine.shutdown(true);
        }
    }

    @Test
    void makesNoDefaultBusWhileOpen() {
        BusFactory.setDefaultBus(null);
        BusFactory.setThreadDefaultBus(null);
        try (Session session = Session.open(service.endpoint())) {
            session.get(ONE);
            assertThat(BusFactory.getDefaultBus(false)).isNull();
            assertThat(BusFactory.getThreadDefaultBus(false)).isNull();
        }
    }
}
