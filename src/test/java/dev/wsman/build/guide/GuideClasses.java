package dev.wsman.build.guide;

import dev.wsman.Session;
import dev.wsman.codegen.ClassGenerator;
import dev.wsman.codegen.ClassSource;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.protocol.ServerQuirks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The generated classes that guides use, compiled. */
final class GuideClasses {
    /** The classes that only vendors' servers have, by package. */
    private static final Map<String, String> MOF = Map.of(
            "com.example.dcim", "class DCIM_SystemView { [Key] string InstanceID; string Model; string ServiceTag; };",
            "com.example.amt", """
                    class AMT_SetupAndConfigurationService {
                        [Key] string Name;
                        [ValueMap{"0", "1", "2"}, Values{"Pre", "In", "Post"}] uint32 ProvisioningState;
                    };
                    """);

    private GuideClasses() {}

    /** Generates and compiles the classes; returns their folder. */
    static Path compile(Path folder) throws IOException {
        List<Path> sources = generate(Files.createDirectories(folder.resolve("generated-sources")));
        Path classes = Files.createDirectories(folder.resolve("generated-classes"));
        BlockCompiler.compile(sources, classes);
        return classes;
    }

    private static List<Path> generate(Path folder) {
        List<Path> sources = new ArrayList<>();
        MOF.forEach((name, text) -> sources.addAll(
                ClassGenerator.of(new MofReader().read("vendor.mof", text).repository(), name)
                        .writeTo(folder)));
        try (WsmanService service = WsmanService.builder().build().start();
                Session session = Session.open(service.endpoint(), service.credentials())) {
            sources.addAll(ClassGenerator.of(
                            ClassSource.fromServer(session, "root/cimv2", "Win32_Service", "Win32_Process"),
                            "com.example.cim")
                    .namespace("root/cimv2")
                    .writeTo(folder));
        }
        return sources;
    }
}
