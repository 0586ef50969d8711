package dev.wsman.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wsman.Session;
import dev.wsman.fixture.Programs;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.AutoStart;
import dev.wsman.testkit.WsmanService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Most of the time from the start of a JVM to the first reply is spent loading and initializing classes. Needs another
 * JVM, because the tests load everything.
 */
class StartupClassesIT {
    @AutoStart
    static final WsmanService service = SessionFixture.service().build();

    @TempDir
    private Path directory;

    @Test
    void firstIdentifyLoadsNoneOfTheLargeLibrariesThatItDoesNotNeed() throws Exception {
        assertThat(classesOf(FirstIdentify.class))
                .contains(Session.class.getName(), "org.apache.cxf.phase.PhaseInterceptorChain")
                .noneMatch(name -> name.startsWith("org.apache.cxf.jaxws."))
                .noneMatch(name -> name.startsWith("org.apache.cxf.bus.extension."))
                .noneMatch(name -> name.startsWith("org.apache.cxf.ws.policy."))
                .noneMatch(name -> name.startsWith("javax.wsdl."))
                .noneMatch(name -> name.startsWith("org.glassfish.jaxb."))
                .noneMatch(name -> name.startsWith("sun.security.ssl."));
    }

    /** CXF would create all security providers of the JVM. */
    @Test
    void firstIdentifyCreatesNoSecurityProviderThatItDoesNotNeed() throws Exception {
        assertThat(classesOf(FirstIdentify.class))
                .contains("org.apache.cxf.common.logging.LogUtils")
                .noneMatch(name -> name.startsWith("sun.security.pkcs11."))
                .noneMatch(name -> name.startsWith("sun.security.ec."));
    }

    private List<String> classesOf(Class<?> program) throws IOException, InterruptedException {
        Path log = directory.resolve("classes.log");
        try (Programs programs = new Programs(directory)) {
            programs.run(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xlog:class+load:file=" + log.getFileName() + ":none",
                    "-cp",
                    System.getProperty("surefire.real.class.path", System.getProperty("java.class.path")),
                    program.getName(),
                    service.endpoint());
        }
        try (var lines = Files.lines(log)) {
            return lines.map(line -> line.substring(0, line.indexOf(' '))).toList();
        }
    }

    /** The program whose classes are counted. */
    static final class FirstIdentify {
        public static void main(String[] arguments) {
            try (Session session = Session.open(arguments[0])) {
                session.identify();
            }
        }
    }
}
