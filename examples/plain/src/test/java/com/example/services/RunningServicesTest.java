package com.example.services;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.services.RunningServices.Service;
import dev.wsman.WsmanAuthenticationException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningServicesTest {
    /** Requires NTLM and, as Windows does over http, encrypted messages. */
    @AutoStart
    static final WsmanService server =
            WsmanService.builder().ntlm("admin", "Secret-1").build();

    @Test
    void readsRunningServicesIntoRecords() {
        List<Service> services = RunningServices.running(server.endpoint(), "admin", "Secret-1".toCharArray());
        Service spooler = services.stream()
                .filter(service -> service.name().equals("Spooler"))
                .findFirst()
                .orElseThrow();
        assertEquals("Auto", spooler.startMode());
        assertEquals("Print Spooler", spooler.displayName());
        assertTrue(spooler.processId() > 0);
        assertEquals(1, server.requests(ServiceOperation.ENUMERATE).size());
    }

    @Test
    void rejectsWrongPassword() {
        char[] wrong = "wrong-password".toCharArray();
        WsmanAuthenticationException rejected = assertThrows(
                WsmanAuthenticationException.class, () -> RunningServices.running(server.endpoint(), "admin", wrong));
        assertFalse(rejected.getMessage().contains("wrong-password"));
        assertEquals(0, server.requests(ServiceOperation.ENUMERATE).size());
    }

    @Test
    void printsOneLineForEachService() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        RunningServices.print(
                List.of(new Service("Spooler", "Auto", 4711, "Print Spooler")),
                new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals("NAME                         START       PROCESS  DISPLAY NAME", lines.get(0));
        assertEquals("Spooler                      Auto           4711  Print Spooler", lines.get(1));
    }
}
