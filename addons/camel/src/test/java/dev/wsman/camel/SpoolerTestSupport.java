package dev.wsman.camel;

import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;

/** A context for tests that read one service of a Windows host. */
abstract class SpoolerTestSupport extends WsmanTestSupport {
    static final String SPOOLER = "resource=wmicimv2/Win32_Service&selector.Name=Spooler";

    @AutoStart
    static final WsmanService server = WsmanService.builder().build();

    @Override
    WsmanService server() {
        return server;
    }
}
