package dev.wsman.codegen;

import dev.wsman.Session;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.nio.file.Path;

/**
 * Reads class declarations, with one method for each kind of source. Each method returns a {@link CimRepository}. One
 * source can complete another: {@code fromServer(session, "root/cimv2", "CIM_Fan").overlay(fromMof(schema))}. If a
 * declaration cannot be used, the methods throw a {@link DeclarationException} with the place and the reason.
 */
public final class ClassSource {
    private ClassSource() {}

    /** Reads classes of a live server and all classes that they need, as {@link ServerClasses} does by default. */
    public static CimRepository fromServer(Session session, String namespace, String... namesAndPatterns) {
        return ServerClasses.of(session, namespace).read(namesAndPatterns);
    }

    /**
     * Reads the classes of MOF files, and of all {@code .mof} files in folders. {@link MofReader} also reports what it
     * skipped.
     */
    public static CimRepository fromMof(Path... paths) {
        MofReader reader = new MofReader();
        for (Path path : paths) {
            reader.read(path);
        }
        return reader.repository();
    }

    /** Reads the classes of CIM-XML files, such as snapshots. {@link ClassXmlReader} also reports what it skipped. */
    public static CimRepository fromXml(Path... files) {
        ClassXmlReader reader = new ClassXmlReader();
        for (Path file : files) {
            reader.read(file);
        }
        return reader.repository();
    }
}
