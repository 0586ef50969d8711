package dev.wsman.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Credentials;
import dev.wsman.EnumerateRequest;
import dev.wsman.Filter;
import dev.wsman.Instance;
import dev.wsman.ResourceLocator;
import dev.wsman.Session;
import dev.wsman.WsmanFaultException;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.data.AllTypesClass;
import dev.wsman.testkit.data.ManyInstancesClass;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.protocol.ServerQuirks;
import dev.wsman.testkit.protocol.ServiceNamespaces;
import jakarta.xml.bind.annotation.XmlElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of operations and servers in docs/servers.md: each operation runs with the quirks of each server. */
class WorksAgainstIT {
    private static final int MANY = 25;
    private static final List<ServerQuirks> SERVERS =
            List.of(ServerQuirks.WINRM, ServerQuirks.OPENWSMAN, ServerQuirks.OMI, ServerQuirks.IDRAC, ServerQuirks.AMT);
    private static final Map<String, Predicate<Server>> OPERATIONS = operations();

    /** One property of Lab_Many. */
    public static class Many {
        @XmlElement(name = "Number")
        int number;
    }

    /** A session with a service that has the quirks of a server. */
    private record Server(ServerQuirks quirks, WsmanService service, Session session) {
        ResourceLocator resource(String name) {
            if (quirks == ServerQuirks.WINRM) {
                return ResourceLocator.of("wmicimv2/" + name);
            }
            String prefix = name.equals("*") ? "http://schemas.dmtf.org/wbem/wscim/1/" : ServiceNamespaces.DMTF_CLASSES;
            return ResourceLocator.of(prefix + name).selector("__cimnamespace", "root/cimv2");
        }

        ResourceLocator one() {
            return resource("Lab_AllTypes").selector("Id", "one");
        }

        EnumerateRequest<Instance> many() {
            return session.enumerate(resource("Lab_Many")).batchItems(10);
        }

        EnumerateRequest<Instance> query(Filter filter) {
            return session.enumerate(resource("*")).filter(filter);
        }

        Instance text(String text) {
            return Instance.builder(one().resourceUri(), "Lab_AllTypes")
                    .add("Id", "one")
                    .add("StringValue", text)
                    .build();
        }
    }

    private static Map<String, Predicate<Server>> operations() {
        Map<String, Predicate<Server>> all = new LinkedHashMap<>();
        all.put("identify", server -> server.session()
                .identify()
                .productVendor()
                .equals(Optional.of(server.quirks().vendor())));
        all.put("get", server -> "one"
                .equals(server.session().get(server.one()).text("Id").orElse("")));
        all.put("put", WorksAgainstIT::put);
        all.put("create, then get", WorksAgainstIT::create);
        all.put("delete", WorksAgainstIT::delete);
        all.put(
                "invoke",
                server -> server.session()
                                .invoke(server.resource("Lab_AllTypes"), "Sum", Map.of("Numbers", List.of(1, 2)))
                                .integer("Total")
                                .orElse(0)
                        == 3);
        all.put("enumerate, in batches", server -> server.many().list().size() == MANY);
        all.put("enumerate into a class", WorksAgainstIT::typed);
        all.put("references()", server -> server.session()
                .get(server.many().references().list().get(1))
                .text("Id")
                .filter("2"::equals)
                .isPresent());
        all.put("withReferences()", server -> server.many().withReferences().list().stream()
                .allMatch(item ->
                        item.reference().selector("Id").equals(item.value().text("Id"))));
        all.put("count()", server -> server.many().count() == MANY);
        all.put("closing a stream early", WorksAgainstIT::release);
        all.put(
                "WQL",
                server -> server.query(Filter.wql("select * from Lab_Many where Number < 6"))
                                .list()
                                .size()
                        == 5);
        all.put(
                "WQL, some properties",
                server -> server.query(Filter.wql("select Number from Lab_Many where Number < 6")).list().stream()
                        .allMatch(item -> item.propertyNames().equals(List.of("Number"))));
        all.put(
                "selector filter",
                server -> server.many()
                                .filter(Filter.selector(Map.of("Id", "3")))
                                .list()
                                .size()
                        == 1);
        all.put("association filter", WorksAgainstIT::associated);
        return all;
    }

    private static boolean put(Server server) {
        Instance now = server.session().put(server.one(), server.text("changed"));
        return "changed".equals(now.text("StringValue").orElse(""))
                && "changed"
                        .equals(server.session()
                                .get(server.one())
                                .text("StringValue")
                                .orElse(""));
    }

    private static boolean create(Server server) {
        ResourceLocator created = server.session()
                .create(server.resource("Lab_AllTypes"), server.text("new").with("Id", "two"));
        return "new".equals(server.session().get(created).text("StringValue").orElse(""));
    }

    private static boolean delete(Server server) {
        server.session().delete(server.one());
        return server.session().enumerate(server.resource("Lab_AllTypes")).list().stream()
                .noneMatch(instance -> instance.text("Id").equals(Optional.of("one")));
    }

    private static boolean typed(Server server) {
        return server.session().enumerate(server.resource("Lab_Many"), Many.class).list().stream()
                        .mapToInt(item -> item.number)
                        .sum()
                == MANY * (MANY + 1) / 2;
    }

    private static boolean release(Server server) {
        try (Stream<Instance> stream = server.many().stream()) {
            stream.limit(1).forEach(item -> {});
        }
        return server.service().openContexts() == 0;
    }

    private static boolean associated(Server server) {
        ResourceLocator spooler = server.resource("Win32_Service").selector("Name", "Spooler");
        List<Instance> processes = server.query(Filter.associatedWith(spooler)).list();
        return processes.size() == 1
                && processes.get(0).integer("ProcessId").orElse(0)
                        == ProcessHandle.current().pid();
    }

    @Test
    void matchesTableOfServers() throws IOException {
        assertThat(Files.readString(Path.of("docs", "servers.md")))
                .as("the table in docs/servers.md, as measured")
                .contains(table());
    }

    private static String table() {
        List<String> names = SERVERS.stream().map(WorksAgainstIT::title).toList();
        StringBuilder table = new StringBuilder("| | " + String.join(" | ", names) + " |\n");
        table.append("|---".repeat(names.size() + 1)).append("|\n");
        OPERATIONS.forEach((name, operation) -> {
            List<String> cells = new ArrayList<>();
            SERVERS.forEach(server -> cells.add(outcome(server, operation)));
            table.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(String.join(" | ", cells))
                    .append(" |\n");
        });
        return table.toString();
    }

    private static String title(ServerQuirks quirks) {
        return Map.of("winrm", "WinRM", "openwsman", "openwsman", "omi", "OMI", "idrac", "iDRAC", "amt", "AMT")
                .get(quirks.name());
    }

    /** Returns "yes", "no" if the result is not the expected one, or the kind of the fault. */
    private static String outcome(ServerQuirks quirks, Predicate<Server> operation) {
        try (WsmanService service = LenientService.builder()
                        .quirks(quirks)
                        .basic("guest", "secret")
                        .add(AllTypesClass.create())
                        .add(ManyInstancesClass.of(MANY))
                        .build()
                        .start();
                Session session = Session.builder(service.endpoint())
                        .credentials(Credentials.basic("guest", "secret".toCharArray()))
                        .build()) {
            return operation.test(new Server(quirks, service, session)) ? "yes" : "no";
        } catch (WsmanFaultException refused) {
            return "`" + refused.error().kind() + "`";
        }
    }
}
