package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wsman.Session;
import dev.wsman.fixture.PowerShellTransfers;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and directories that arrive, over real sockets, with PowerShell played in Java. */
class FileTransferIT {
    private static final int CHUNK = FileTransfers.DEFAULT_CHUNK;
    /** The bytes of an upload besides the content: all byte values, one record with its SHA-256, and the end. */
    private static final int FRAME = 256 + 8 + 4 + 32 + 4;

    @TempDir
    private Path disk;

    @TempDir
    private Path here;

    private PowerShellTransfers windows;

    @AutoClose
    private WsmanService service;

    @AutoClose
    private Session session;

    @AutoClose
    private RemoteShell shell;

    @BeforeEach
    void openShell() {
        windows = new PowerShellTransfers(disk);
        service = LenientService.builder()
                .shell(ShellHost.handlers().powerShell(windows).gathering(Duration.ofSeconds(10)))
                .build()
                .start();
        session = Session.builder(service.endpoint()).build();
        shell = RemoteShell.open(session);
        service.clearRequests();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 65535, 65536, 65537, CHUNK - FRAME - 8, CHUNK - FRAME - 7, CHUNK, 2 * CHUNK, 1_000_000})
    void copiesFileOfEverySizeInBothDirections(int size) throws IOException {
        byte[] content = random(size);
        Path local = Files.write(here.resolve("in.bin"), content);
        shell.upload(local, "C:\\data\\out.bin");
        assertThat(windows.file("C:\\data\\out.bin")).hasBinaryContent(content);
        shell.download("C:\\data\\out.bin", here.resolve("back/out.bin"));
        assertThat(here.resolve("back/out.bin")).hasBinaryContent(content);
        assertNothingElse("C:\\data", "out.bin");
        assertThat(names(here.resolve("back"))).containsExactly("out.bin");
    }

    @Test
    void copiesEveryByteValueAndZerosAtTheEnd() throws IOException {
        byte[] content = Arrays.copyOf(TransferDigest.allBytes(), 70_000);
        Path local = Files.write(here.resolve("in.bin"), content);
        shell.upload(local, "out.bin");
        assertThat(windows.file("out.bin")).hasBinaryContent(content);
        shell.download("out.bin", here.resolve("out.bin"));
        assertThat(here.resolve("out.bin")).hasBinaryContent(content);
    }

    @Test
    void takesOneSendForEachChunk() throws IOException {
        int size = 3 * CHUNK;
        Path local = Files.write(here.resolve("in.bin"), random(size));
        shell.upload(local, "out.bin");
        long blocks = (size + 65535) / 65536;
        long sends = (FRAME + size + 4 * blocks + CHUNK - 1) / CHUNK;
        assertThat(operations()).filteredOn(ServiceOperation.SEND::equals).hasSize((int) sends);
        assertThat(operations()).filteredOn(ServiceOperation.RECEIVE::equals).hasSize(1);
        assertThat(operations())
                .hasSize((int) sends + 3)
                .startsWith(ServiceOperation.COMMAND)
                .endsWith(ServiceOperation.SIGNAL);
        List<RecordedRequest> all = service.requests(ServiceOperation.SEND);
        assertThat(all.get(all.size() - 1).text()).contains("End=\"true\"");
        assertThat(all.subList(0, all.size() - 1))
                .noneMatch(request -> request.text().contains("End="));
    }

    @Test
    void takesFourExchangesForSmallUploadAndThreeForSmallDownload() throws IOException {
        Path local = Files.writeString(here.resolve("in.txt"), "x");
        shell.upload(local, "out.txt");
        assertThat(operations())
                .containsExactlyInAnyOrder(
                        ServiceOperation.COMMAND,
                        ServiceOperation.SEND,
                        ServiceOperation.RECEIVE,
                        ServiceOperation.SIGNAL);
        service.clearRequests();
        shell.download("out.txt", here.resolve("out.txt"));
        assertThat(operations())
                .containsExactly(ServiceOperation.COMMAND, ServiceOperation.RECEIVE, ServiceOperation.SIGNAL);
    }

    @Test
    void sendsLargeFileInChunksOfTheServersEnvelopeSize() throws IOException {
        service.on(request -> request.resourceUri().endsWith("/config"))
                .respond(
                        200,
                        SessionFixture.SOAP_TYPE,
                        SessionFixture.envelope(
                                "<cfg:Config xmlns:cfg='http://schemas.microsoft.com/wbem/wsman/1/config'>"
                                        + "<cfg:MaxEnvelopeSizekb>500</cfg:MaxEnvelopeSizekb></cfg:Config>"));
        Path local = Files.write(here.resolve("in.bin"), random(1_000_000));
        shell.upload(local, "out.bin");
        shell.upload(local, "out2.bin");
        assertThat(FileTransfers.chunkWithin(500)).isEqualTo(359_712);
        assertThat(operations()).filteredOn(ServiceOperation.GET::equals).hasSize(1);
        assertThat(operations()).filteredOn(ServiceOperation.SEND::equals).hasSize(2 * 3);
        assertThat(service.requests(ServiceOperation.SEND)).allMatch(request -> request.bytes().length < 500 * 1024);
    }

    @Test
    void halvesChunksThatTheServerRejectsAsTooLarge() throws IOException {
        byte[] content = random(300_000);
        Path local = Files.write(here.resolve("in.bin"), content);
        try (WsmanService small = LenientService.builder()
                        .maxEnvelopeSize(50_000)
                        .shell(ShellHost.handlers().powerShell(windows))
                        .build()
                        .start();
                Session other = Session.builder(small.endpoint()).build();
                RemoteShell narrow = RemoteShell.open(other)) {
            narrow.upload(local, "out.bin");
            assertThat(small.requests())
                    .filteredOn(r -> r.responseStatus() == 413)
                    .hasSize(2);
        }
        assertThat(windows.file("out.bin")).hasBinaryContent(content);
    }

    @Test
    void fallsBackToBase64IfTheConsoleConvertsBytes() throws IOException {
        windows.convertToSevenBits();
        byte[] content = random(200_000);
        Path local = Files.write(here.resolve("in.bin"), content);
        shell.upload(local, "out.bin");
        assertThat(windows.file("out.bin")).hasBinaryContent(content);
        shell.download("out.bin", here.resolve("out.bin"));
        assertThat(here.resolve("out.bin")).hasBinaryContent(content);
        assertThat(windows.scripts())
                .containsExactly("upload.ps1", "upload.ps1 text", "download.ps1", "download.ps1 text");
        assertNothingElse("C:\\work", "out.bin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b & c.txt",
                "100%TEMP%!x!^.txt",
                "it's $HOME `n (1).txt",
                "\u2019quoted\u2019.txt",
                "\u65e5\u672c\u8a9e \ud83d\ude00 \u00e9.txt",
                "[a]{b},;=@~#.txt",
            })
    void keepsNamesThatCmdOrPowerShellWouldInterpret(String name) throws IOException {
        Path local = Files.writeString(here.resolve("in.txt"), name);
        shell.upload(local, "C:\\dir with 'quotes' %1\\" + name);
        assertThat(windows.file("C:\\dir with 'quotes' %1\\" + name)).hasContent(name);
        shell.download("C:/dir with 'quotes' %1/" + name, here.resolve("out.txt"));
        assertThat(here.resolve("out.txt")).hasContent(name);
        Path tree = Files.createDirectories(here.resolve("tree"));
        Files.writeString(tree.resolve(name), "in a tree");
        shell.upload(tree, "tree");
        assertThat(windows.file("tree\\" + name)).hasContent("in a tree");
        shell.download("tree", here.resolve("tree2"));
        assertThat(here.resolve("tree2").resolve(name)).hasContent("in a tree");
    }

    @Test
    void copiesDirectoryTreeByOneCommand() throws IOException {
        Path tree = tree(here.resolve("tree"));
        shell.upload(tree, "C:\\app\\");
        assertThat(content(windows.file("C:\\app"))).isEqualTo(content(tree));
        shell.download("C:\\app", here.resolve("back"));
        assertThat(content(here.resolve("back"))).isEqualTo(content(tree));
        assertThat(windows.scripts()).containsExactly("upload.ps1", "download.ps1");
        assertThat(names(here)).containsExactlyInAnyOrder("tree", "back");
        assertNothingElse("C:\\", "app", "work");
    }

    @Test
    void mergesDirectoriesThatExistAndReplacesTheirFiles() throws IOException {
        Path tree = tree(here.resolve("tree"));
        Path remote = Files.createDirectories(windows.file("C:\\app\\sub"));
        Files.writeString(remote.resolve("one.txt"), "old");
        Files.writeString(remote.resolve("kept.txt"), "kept");
        shell.upload(tree, "C:\\app");
        assertThat(remote.resolve("one.txt")).hasContent("1");
        assertThat(remote.resolve("kept.txt")).hasContent("kept");
        Path back = Files.createDirectories(here.resolve("back/sub"));
        Files.writeString(back.resolve("one.txt"), "old");
        Files.writeString(back.resolve("own.txt"), "own");
        shell.download("C:\\app", here.resolve("back"));
        assertThat(back.resolve("one.txt")).hasContent("1");
        assertThat(back.resolve("own.txt")).hasContent("own");
        assertThat(back.resolve("kept.txt")).hasContent("kept");
    }

    @Test
    void replacesFilesThatExist() throws IOException {
        Path local = Files.writeString(here.resolve("in.txt"), "new");
        Files.writeString(windows.file("out.txt"), "old and longer");
        Files.writeString(here.resolve("out.txt"), "old and longer");
        shell.upload(local, "out.txt");
        assertThat(windows.file("out.txt")).hasContent("new");
        shell.download("out.txt", here.resolve("out.txt"));
        assertThat(here.resolve("out.txt")).hasContent("new");
    }

    @Test
    void copiesLinkedFilesAndReportsLinkedDirectories() throws IOException {
        Path tree = tree(here.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("sub/loop"), tree);
        Files.createSymbolicLink(tree.resolve("link.txt"), tree.resolve("sub/one.txt"));
        List<String> skipped = new ArrayList<>();
        shell.upload(tree, "tree", skipping(skipped));
        assertThat(windows.file("tree\\link.txt")).hasContent("1").isRegularFile();
        assertThat(windows.file("tree\\sub\\loop")).doesNotExist();
        Files.createSymbolicLink(windows.file("tree\\sub\\loop"), windows.file("tree"));
        shell.download("tree", here.resolve("back"), skipping(skipped));
        assertThat(here.resolve("back/link.txt")).hasContent("1");
        assertThat(here.resolve("back/sub/loop")).doesNotExist();
        assertThat(skipped).containsExactly("sub/loop", "sub\\loop");
    }

    @Test
    void reportsProgressOnTheCallersThread() throws IOException {
        Path tree = tree(here.resolve("tree"));
        Files.write(tree.resolve("zz.bin"), random(300_000));
        long total = 300_000 + 1 + 2;
        for (boolean upload : new boolean[] {true, false}) {
            List<TransferProgress> seen = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            TransferListener listener = progress -> {
                seen.add(progress);
                threads.add(Thread.currentThread());
            };
            if (upload) {
                shell.upload(tree, "tree", listener);
            } else {
                shell.download("tree", here.resolve("back"), listener);
            }
            assertThat(threads).containsOnly(Thread.currentThread());
            assertThat(seen).hasSizeGreaterThan(3).allMatch(progress -> progress.bytesTotal() == total);
            assertThat(seen.get(0)).isEqualTo(new TransferProgress("", 0, total));
            assertThat(seen).extracting(TransferProgress::bytesDone).isSorted();
            assertThat(seen.get(seen.size() - 1).bytesDone()).isEqualTo(total);
            assertThat(seen).extracting(TransferProgress::file).contains("zz.bin");
        }
    }

    @Test
    void transfersManyFilesAtOnceInOneShell() throws IOException {
        byte[] content = random(300_000);
        Path local = Files.write(here.resolve("in.bin"), content);
        List<CompletableFuture<Void>> transfers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> {
                    shell.upload(local, "out" + i);
                    shell.download("out" + i, here.resolve("out" + i));
                }))
                .toList();
        transfers.forEach(CompletableFuture::join);
        for (int i = 0; i < transfers.size(); i++) {
            assertThat(here.resolve("out" + i)).hasBinaryContent(content);
        }
    }

    @Test
    void streamsFileOfManyChunksInBothDirections() throws IOException {
        Path local = here.resolve("large.bin");
        try (var out = Files.newOutputStream(local)) {
            byte[] block = random(1 << 20);
            for (int i = 0; i < 24; i++) {
                block[0] = (byte) i;
                out.write(block);
            }
        }
        TransferListener forgetting = progress -> service.clearRequests();
        shell.upload(local, "large.bin", forgetting);
        assertThat(Files.mismatch(local, windows.file("large.bin"))).isEqualTo(-1);
        shell.download("large.bin", here.resolve("back.bin"), forgetting);
        assertThat(Files.mismatch(local, here.resolve("back.bin"))).isEqualTo(-1);
    }

    @Test
    void rejectsArgumentsBeforeAnythingIsSent() {
        Path local = here.resolve("missing");
        assertThatThrownBy(() -> shell.upload(null, "x")).hasMessage("local is null");
        assertThatThrownBy(() -> shell.upload(local, null)).hasMessage("remote is null");
        assertThatThrownBy(() -> shell.upload(local, " ")).hasMessage("remote is empty");
        assertThatThrownBy(() -> shell.upload(local, "x", null)).hasMessage("listener is null");
        assertThatThrownBy(() -> shell.download("a*", local))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("remote 'a*': Windows does not allow * in the name a*");
        assertThatThrownBy(() -> shell.upload(local, "x".repeat(2000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("remote is too long");
        assertThatThrownBy(() -> shell.upload(local, "x"))
                .isInstanceOf(FileTransferException.class)
                .hasMessage(local + ": NoSuchFileException");
        assertThat(service.requests()).isEmpty();
    }

    private static TransferListener skipping(List<String> skipped) {
        return new TransferListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void skipped(String path) {
                skipped.add(path);
            }
        };
    }

    private static Path tree(Path top) throws IOException {
        Files.createDirectories(top.resolve("empty/deeper"));
        Files.createDirectories(top.resolve("sub"));
        Files.writeString(top.resolve("sub/one.txt"), "1");
        Files.writeString(top.resolve("two.txt"), "22");
        Files.writeString(top.resolve("nothing"), "");
        return top;
    }

    private static TreeMap<String, String> content(Path top) throws IOException {
        TreeMap<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(top)) {
            for (Path path : paths.toList()) {
                content.put(top.relativize(path).toString(), Files.isDirectory(path) ? "/" : Files.readString(path));
            }
        }
        return content;
    }

    private void assertNothingElse(String remote, String... names) throws IOException {
        assertThat(names(windows.file(remote))).containsExactlyInAnyOrder(names);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.map(child -> child.getFileName().toString()).toList();
        }
    }

    private List<ServiceOperation> operations() {
        return service.requests().stream().map(RecordedRequest::operation).toList();
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
