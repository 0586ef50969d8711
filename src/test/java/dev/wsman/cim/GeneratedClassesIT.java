package dev.wsman.cim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.CompiledSources;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.WsmanServiceBuilder;
import dev.wsman.testkit.data.StandardClasses;
import dev.wsman.testkit.fixture.LenientService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Generated classes, through a session, against a live service. */
class GeneratedClassesIT {
    @AutoStart
    static final WsmanService SERVICE = service();

    private static final String MOF = """
            class CIM_ManagedSystemElement { string Name; string Status; };
            class CIM_Service : CIM_ManagedSystemElement { boolean Started; };
            class Win32_Service : CIM_Service {
                [Key] string Name;
                [ValueMap{"Stopped", "Running"}] string State;
                [ValueMap{"0", "10"}, Values{"Success", "Service Already Running"}] uint32 StartService();
                [ValueMap{"0"}, Values{"Success"}] uint32 StopService();
            };
            """;
    private static final String PROGRAM = """
            package acme;

            import dev.wsman.Filter;
            import dev.wsman.Session;
            import dev.wsman.WsmanReturnValueException;
            import java.util.ArrayList;
            import java.util.List;
            import java.util.Optional;
            import java.util.function.Function;

            public final class Program implements Function<Session, List<Object>> {
                public List<Object> apply(Session session) {
                    List<Object> seen = new ArrayList<>();
                    List<Win32Service> running = session.enumerate(Win32Service.class).list().stream()
                            .filter(s -> s.state().equals(Optional.of(Win32Service.State.RUNNING)))
                            .toList();
                    Win32Service first = running.stream()
                            .filter(s -> s.nameKey().equals("Spooler")).findFirst().orElseThrow();
                    Win32Service same = session.get(Win32Service.class, first.nameKey());
                    seen.add(same.nameKey().equals(first.nameKey()));
                    seen.add(first.stopService().returnValue().getAsLong());
                    first.refresh();
                    seen.add(first.state().get());
                    seen.add(same.startService().returnValue().getAsLong());
                    same.refresh();
                    seen.add(same.state().get());
                    seen.add(message(same));
                    seen.add(same.startService().orThrow(10).returnValue().getAsLong());
                    seen.add(same.stopService().orThrow().result().get());
                    seen.add(same.startService().orThrow().equals(same.startService()));
                    seen.add(session.enumerate(Win32Service.class).withReferences().list().stream()
                            .allMatch(item -> item.value().locator().equals(item.reference())));
                    seen.add(session.enumerate(Win32Service.class)
                            .filter(Filter.wql("select Name, State from Win32_Service where Name = 'Spooler'"))
                            .list().get(0).state().get());
                    seen.add(session.enumerate(Win32Service.class)
                            .filter(Filter.wql("select * from Win32_Service where Name = 'Spooler'"))
                            .list().get(0).locator().equals(first.locator()));
                    return seen;
                }

                private static String message(Win32Service running) {
                    try {
                        return running.startService().orThrow().toString();
                    } catch (WsmanReturnValueException failure) {
                        return failure.error().kind() + ": " + failure.getMessage();
                    }
                }
            }
            """;

    private static WsmanService service() {
        WsmanServiceBuilder builder = LenientService.builder().basic("user", "secret");
        StandardClasses.create().forEach(builder::add);
        return builder.build();
    }

    @Test
    @SuppressWarnings("unchecked")
    void findsStopsAndStartsServiceByGeneratedClass() throws ReflectiveOperationException {
        Map<String, String> files = new TreeMap<>(
                ClassGenerator.of(new MofReader().read("win32.mof", MOF).repository(), "acme")
                        .namespace("root/cimv2")
                        .generate());
        files.put("acme/Program.java", PROGRAM);
        var program = (Function<Session, List<Object>>) CompiledSources.of(files)
                .loadClass("acme.Program")
                .getConstructor()
                .newInstance();
        try (Session session = Session.builder(SERVICE.endpoint())
                .credentials(Credentials.basic("user", "secret".toCharArray()))
                .build()) {
            List<Object> seen = program.apply(session);
            assertThat(seen.remove(5))
                    .asString()
                    .startsWith(
                            "RETURN_VALUE: StartService of Win32_Service?Name=Spooler returned 10 (Service Already Running) - ");
            assertThat(seen).hasToString("[true, 0, STOPPED, 0, RUNNING, 10, SUCCESS, false, true, RUNNING, true]");
        }
    }
}
