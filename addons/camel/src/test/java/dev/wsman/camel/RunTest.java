package dev.wsman.camel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.camel.fixture.Await;
import dev.wsman.shell.CommandFailedException;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.CommandCall;
import dev.wsman.testkit.shell.ShellHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Producer;
import org.junit.jupiter.api.Test;

class RunTest extends WsmanTestSupport {
    @AutoStart
    static final WsmanService server = WsmanService.builder()
            .shell(ShellHost.handlers()
                    .command("show", RunTest::show)
                    .command("fail", call -> {
                        call.printError("broken");
                        return 3;
                    })
                    .powerShell(call -> {
                        call.print(call.script().contains("Get-Date") ? "today" : "?");
                        return 0;
                    }))
            .build();

    @Override
    WsmanService server() {
        return server;
    }

    private static int show(CommandCall call) throws java.io.IOException {
        call.print(call.arguments() + " in " + call.workingDirectory().orElse("?") + " "
                + call.environment().get("STAGE"));
        return 0;
    }

    @Test
    void runsProgramOfOptionWithArguments() {
        Message after = send("wsman:run?command=show&arguments=a,b", "ignored");

        assertThat(after.getBody(String.class)).startsWith("[a, b] in");
        assertThat(after.getHeader(WsmanConstants.EXIT_CODE)).isEqualTo(0);
        assertThat(after.getHeader(WsmanConstants.STDERR)).isEqualTo("");
    }

    @Test
    void runsProgramOfHeaderWithArgumentsAsTheyAre() {
        Message after = send(
                "wsman:run",
                null,
                Map.of(WsmanConstants.COMMAND, "show", WsmanConstants.ARGUMENTS, List.of("a,b", "c d")));

        assertThat(after.getBody(String.class)).startsWith("[a,b, c d] in");
    }

    @Test
    void keepsEmptyArgumentsOfOption() {
        assertThat(send("wsman:run?command=show&arguments=a,,", null).getBody(String.class))
                .startsWith("[a, , ] in");
    }

    @Test
    void rejectsArgumentsOfLineAndScript() {
        Map<String, Object> headers = Map.of(WsmanConstants.ARGUMENTS, List.of("x"));
        assertThat(failure("wsman:run?commandSyntax=line", "show", headers)).hasMessageStartingWith("arguments: are");
        assertThat(failure("wsman:run?commandSyntax=powershell", "Get-Date", headers))
                .hasMessageContaining("Make them part of the powershell");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void stopsWhileShellIsOpenedAndLeavesNone() throws Exception {
        server.on(ServiceOperation.CREATE).delay(Duration.ofSeconds(50));
        Producer producer = context().getEndpoint("wsman:run?command=show").createProducer();
        producer.start();
        Exchange exchange = producer.getEndpoint().createExchange();
        CompletableFuture<Void> message = CompletableFuture.runAsync(() -> process(producer, exchange));
        server.awaitRequest(ServiceOperation.CREATE);

        long begin = System.nanoTime();
        producer.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(message.handle((done, failure) -> failure).get()).isNotNull();
        Await.until("no shell is open", () -> server.openShells() == 0);
        assertThat(server.requests(ServiceOperation.COMMAND)).isEmpty();
    }

    private static void process(Producer producer, Exchange exchange) {
        try {
            producer.process(exchange);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void runsBodyAsScript() {
        assertThat(send("wsman:run?commandSyntax=powershell", "Get-Date").getBody())
                .isEqualTo("today");
    }

    @Test
    void runsLine() {
        send("wsman:run?commandSyntax=line", "show x");

        assertThat(server.lastRequest(ServiceOperation.COMMAND).text()).contains("show x");
    }

    @Test
    void opensShellWithItsOptions() {
        Message after = send(
                "wsman:run?command=show&workingDirectory=RAW(C:\\Temp)&environment.STAGE=test&codePage=850"
                        + "&loadProfile=false&shellIdleTimeout=120000",
                null);

        assertThat(after.getBody(String.class)).contains("in C:\\Temp test");
        var created = server.lastRequest(ServiceOperation.CREATE);
        assertThat(created.options()).containsEntry("WINRS_CODEPAGE", "850").containsKey("WINRS_NOPROFILE");
        assertThat(created.text()).contains("PT120").contains("IdleTimeOut");
    }

    @Test
    void usesOneShellAndDeletesItWhenStopped() throws Exception {
        send("wsman:run?command=show", null);
        send("wsman:run?command=show", null);
        assertThat(server.requests(ServiceOperation.CREATE)).hasSize(1);
        assertThat(server.openShells()).isEqualTo(1);

        context().stop();

        assertThat(server.openShells()).isZero();
    }

    @Test
    void failsOnExitCodeOtherThanZero() {
        assertThat(failure("wsman:run?command=fail")).isInstanceOfSatisfying(CommandFailedException.class, failed -> {
            assertThat(failed.exitCode()).hasValue(3);
            assertThat(failed.stderr()).isEqualTo("broken");
        });
    }

    @Test
    void reportsExitCodeInHeaderIfChosen() {
        Message after = send("wsman:run?command=fail&throwExceptionOnFailure=false", null);

        assertThat(after.getHeader(WsmanConstants.EXIT_CODE)).isEqualTo(3);
        assertThat(after.getHeader(WsmanConstants.STDERR)).isEqualTo("broken");
    }
}
