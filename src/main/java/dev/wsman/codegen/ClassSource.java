package dev.wsman.codegen;

import dev.wsman.Session;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.model.DeclarationException;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import java.nio.file.Path;

/**
 * Where class declarations come from, one method per kind of source. Each answers a {@link CimRepository}; what one source leaves
 * out another completes: {@code fromServer(session, "root/cimv2", "CIM_Fan").overlay(fromMof(schema))}. What cannot be used is a
 * {@link DeclarationException} that says where and why.
 */
public final class ClassSource {
    private ClassSource() {}

    /** Classes of a live server and all they need: {@link ServerClasses} with its defaults. */
    public static CimRepository fromServer(Session session, String namespace, String... namesAndPatterns) {
        return ServerClasses.of(session, namespace).read(namesAndPatterns);
    }

    /** The classes of MOF files, and of all {@code .mof} files in folders: {@link MofReader}, which also tells what it skipped. */
    public static CimRepository fromMof(Path... paths) {
        MofReader reader = new MofReader();
        for (Path path : paths) {
            reader.read(path);
        }
        return reader.repository();
    }

    /** The classes of CIM-XML files, such as snapshots: {@link ClassXmlReader}, which also tells what it skipped. */
    public static CimRepository fromXml(Path... files) {
        ClassXmlReader reader = new ClassXmlReader();
        for (Path file : files) {
            reader.read(file);
        }
        return reader.repository();
    }
}
