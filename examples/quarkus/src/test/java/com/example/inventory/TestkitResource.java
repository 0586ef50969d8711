package com.example.inventory;

import dev.wsman.testkit.WsmanService;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Starts the testkit's service before the application, and sets the application's properties. */
public class TestkitResource implements QuarkusTestResourceLifecycleManager {
    static final String PASSWORD = "Secret-4711";

    private final WsmanService server =
            WsmanService.builder().ntlm("admin", PASSWORD).build();

    @Override
    public Map<String, String> start() {
        server.start();
        return Map.of(
                "wsman.endpoint",
                server.endpoint(),
                "wsman.user",
                "admin",
                "wsman.password",
                PASSWORD,
                "quarkus.log.category.\"dev.wsman.wire\".level",
                "TRACE");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(server, new TestInjector.MatchesType(WsmanService.class));
    }

    @Override
    public void stop() {
        server.close();
    }
}
