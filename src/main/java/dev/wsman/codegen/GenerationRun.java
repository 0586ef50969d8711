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
 * One run of the generator from its sources to its files: what the command line and the Maven goal have in common.
 *
 * @param server where classes are read; null for none
 * @param namespace their CIM namespace; empty where it is not told
 * @param classes names and patterns of classes; empty for all, which a server does not allow
 * @param mof files and folders that complete what was read, or are the only source
 * @param snapshots CIM-XML files in place of a server
 * @param closure whether what the classes need comes along
 * @param packageName of the generated classes; empty where only a snapshot is written
 * @param resourceUriPrefix in place of what is known; null for that
 * @param snapshot the file for the declarations that were used; null for none
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

    /**
     * What came of it.
     *
     * @param classes how many were written
     * @param warnings what makes them less than they should be
     * @param notes what else was noted on the way
     */
    record Result(int classes, List<String> warnings, List<String> notes) {}

    /** Rejects what contradicts itself, before anything is read. */
    GenerationRun {
        classes = List.copyOf(classes);
        mof = List.copyOf(mof);
        snapshots = List.copyOf(snapshots);
        require(
                server != null || !mof.isEmpty() || !snapshots.isEmpty(),
                "nothing to read from: name a server, a snapshot or MOF");
        require(server == null || snapshots.isEmpty(), "a server and a snapshot exclude each other");
        require(server == null || !namespace.isBlank(), "a server needs a namespace, such as root/cimv2");
        require(server == null || !classes.isEmpty(), "a server needs the classes to read, by name or pattern");
        require(out != null || snapshot != null, "nothing to write: name a folder for the classes or a snapshot");
        if (out != null) {
            PackageNames.problem(packageName)
                    .ifPresent(problem -> require(false, "'" + packageName + "' is " + problem));
        }
    }

    private static void require(boolean satisfied, String otherwise) {
        if (!satisfied) {
            throw new Problem(otherwise);
        }
    }

    /**
     * Reads and writes.
     *
     * @param password asked for the password of a user, where one is needed
     * @param progress told of each class that is read from a server
     */
    Result run(Function<String, char[]> password, ServerClasses.Progress progress) {
        List<String> notes = new ArrayList<>();
        CimRepository told = mof.isEmpty() ? CimRepository.of() : fromMof(notes);
        ClassGenerator generator =
                server == null ? offline(told, notes) : live(server, told, password, progress, notes);
        CimRepository selected = generator.selected();
        List<String> warnings = generator.warnings();
        generator.notes().stream().filter(note -> isNew(note, notes)).forEach(notes::add);
        if (snapshot != null) {
            // the same files as those who have the snapshot only
            generator = generator.ofSelected();
        }
        // whatever is refused is refused before the first file is written
        SourceFiles files = out == null ? null : SourceFiles.below(out, generator.generate());
        if (snapshot != null) {
            SourceFiles.write(snapshot, ClassXmlWriter.write(selected, generator.servedPrefixes()));
        }
        if (files != null) {
            files.write();
        }
        return new Result(selected.classes().size(), warnings, List.copyOf(notes));
    }

    /** Not so for a class that the server was asked for and did not have. */
    private static boolean isNew(String note, List<String> notes) {
        String subject = note.substring(0, note.indexOf(':') + 1) + " it is needed";
        return !note.startsWith(subject) || notes.stream().noneMatch(known -> known.startsWith(subject));
    }

    private ClassGenerator live(
            ServerAccess access,
            CimRepository told,
            Function<String, char[]> password,
            ServerClasses.Progress progress,
            List<String> notes) {
        try (Session session = access.open(password)) {
            ServerClasses reader = ServerClasses.of(session, namespace).progress(progress);
            CimRepository read = (closure ? reader : reader.withoutClosure()).read(classes.toArray(String[]::new));
            notes.addAll(reader.notes());
            return generator(read.overlay(told)).servedBy(session);
        }
    }

    private ClassGenerator offline(CimRepository told, List<String> notes) {
        if (snapshots.isEmpty()) {
            return generator(told);
        }
        ClassXmlReader reader = new ClassXmlReader();
        snapshots.forEach(reader::read);
        notes.addAll(reader.notes());
        return generator(reader.repository().overlay(told)).resourceUriPrefixes(reader.resourceUriPrefixes());
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
