package dev.wsman.codegen;

import dev.wsman.Session;
import dev.wsman.codegen.model.CimRepository;
import dev.wsman.codegen.mof.MofReader;
import dev.wsman.codegen.xml.ClassXmlReader;
import dev.wsman.codegen.xml.ClassXmlWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run of the generator from its sources to its files: the common part of the command line and the Maven goal.
 *
 * @param server the server to read classes from; null for none
 * @param namespace the CIM namespace of the classes; empty if unknown
 * @param classes names and patterns of classes; empty for all, which is not allowed for a server
 * @param mof files and folders that complete the declarations, or are the only source
 * @param snapshots CIM-XML files to read instead of a server
 * @param closure whether to include the classes that the named classes need
 * @param packageName the package of the generated classes; empty if only a snapshot is written
 * @param resourceUriPrefix the part of resource URIs before the class name; null for the usual prefixes
 * @param snapshot the file to write the declarations to; null for none
 * @param out the folder for the generated classes; null for none
 */
record GenerationRun(
        @Nullable ServerAccess server,
        String namespace,
        List<String> classes,
        List<Path> mof,
        List<Path> snapshots,
        boolean closure,
        String packageName,
        @Nullable String resourceUriPrefix,
        @Nullable Path snapshot,
        @Nullable Path out) {

    /** Rejects contradictory settings before anything is read. */
    GenerationRun {
        classes = List.copyOf(classes);
        mof = List.copyOf(mof);
        snapshots = List.copyOf(snapshots);
        UsageException.require(
                server != null || !mof.isEmpty() || !snapshots.isEmpty(),
                "no source of declarations: name a server, a snapshot or MOF files");
        UsageException.require(server == null || snapshots.isEmpty(), "a server and a snapshot cannot be combined");
        UsageException.require(
                server == null || !namespace.isBlank(), "a server needs a namespace, such as root/cimv2");
        UsageException.require(
                server == null || !classes.isEmpty(), "a server needs the classes to read, by name or pattern");
        UsageException.require(
                out != null || snapshot != null, "no output: name a folder for the classes, or a snapshot");
        if (out != null) {
            PackageNames.problem(packageName)
                    .ifPresent(problem -> UsageException.require(false, "'" + packageName + "' is " + problem));
        }
    }

    /**
     * Reads the declarations and writes the files.
     *
     * @param password returns the password of a user; called only if a password is needed
     * @param progress called after each class that is read from a server
     */
    GenerationReport run(Function<String, char[]> password, ServerClasses.Progress progress) {
        List<String> notes = new ArrayList<>();
        CimRepository declaredInMof = mof.isEmpty() ? CimRepository.of() : fromMof(notes);
        ClassGenerator generator =
                server == null ? offline(declaredInMof, notes) : live(server, declaredInMof, password, progress, notes);
        CimRepository selected = generator.selected();
        List<String> warnings = generator.warnings();
        generator.notes().stream().filter(note -> isNew(note, notes)).forEach(notes::add);
        if (snapshot != null) {
            // writes the same files as a later run that has only the snapshot
            generator = generator.withSelectedOnly();
        }
        // rejects all invalid files before the first one is written
        SourceFiles files = out == null ? null : SourceFiles.below(out, generator.generate());
        List<SourceFiles.Written> written = new ArrayList<>();
        if (snapshot != null) {
            written.add(SourceFiles.write(snapshot, ClassXmlWriter.write(selected, generator.servedPrefixes())));
        }
        if (files != null) {
            written.addAll(files.write());
        }
        return new GenerationReport(ClassCounts.of(selected, classes), out, written, warnings, notes);
    }

    /** Returns false for a class that is already noted as needed: the server was asked for it and did not have it. */
    private static boolean isNew(String note, List<String> notes) {
        String subject = note.substring(0, note.indexOf(':') + 1) + " it is needed";
        return !note.startsWith(subject) || notes.stream().noneMatch(known -> known.startsWith(subject));
    }

    private ClassGenerator live(
            ServerAccess access,
            CimRepository declaredInMof,
            Function<String, char[]> password,
            ServerClasses.Progress progress,
            List<String> notes) {
        try (Session session = access.open(password)) {
            ServerClasses reader = ServerClasses.of(session, namespace).progress(progress);
            CimRepository served = (closure ? reader : reader.withoutClosure()).read(classes.toArray(String[]::new));
            notes.addAll(reader.notes());
            return generator(served.overlay(declaredInMof)).servedBy(session);
        }
    }

    private ClassGenerator offline(CimRepository declaredInMof, List<String> notes) {
        if (snapshots.isEmpty()) {
            return generator(declaredInMof);
        }
        ClassXmlReader reader = new ClassXmlReader();
        snapshots.forEach(reader::read);
        notes.addAll(reader.notes());
        return generator(reader.repository().overlay(declaredInMof)).resourceUriPrefixes(reader.resourceUriPrefixes());
    }

    private CimRepository fromMof(List<String> notes) {
        MofReader reader = new MofReader();
        mof.forEach(reader::read);
        notes.addAll(reader.notes());
        return reader.repository();
    }

    private ClassGenerator generator(CimRepository declarations) {
        ClassGenerator generator = ClassGenerator.of(declarations, packageName.isEmpty() ? "unnamed" : packageName)
                .namespace(namespace)
                .classes(classes.toArray(String[]::new));
        if (resourceUriPrefix != null) {
            generator = generator.resourceUriPrefix(resourceUriPrefix);
        }
        return closure ? generator : generator.withoutClosure();
    }
}
