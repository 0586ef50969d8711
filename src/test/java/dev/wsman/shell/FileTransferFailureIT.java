package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.wsman.Session;
import dev.wsman.WsmanError;
import dev.wsman.WsmanException;
import dev.wsman.fixture.PowerShellTransfers;
import dev.wsman.fixture.SessionFixture;
import dev.wsman.shell.FileTransferException.Kind;
import dev.wsman.testkit.WsmanService;
import dev.wsman.testkit.fixture.LenientService;
import dev.wsman.testkit.http.RecordedRequest;
import dev.wsman.testkit.protocol.ServiceOperation;
import dev.wsman.testkit.shell.ShellHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transfers that fail: what the caller gets, and that nothing remains on either side. */
class FileTransferFailureIT {
    @TempDir
    private Path disk;

    @TempDir
    private Path here;

    private PowerShellTransfers windows;
    private Path local;

    @AutoClose
    private WsmanService service;

    @AutoClose
    private Session session;

    @AutoClose
    private RemoteShell shell;

    private final ShellHost host = ShellHost.handlers();

    @BeforeEach
    void openShell() throws IOException {
        windows = new PowerShellTransfers(disk);
        service =
                LenientService.builder().shell(host.powerShell(windows)).build().start();
        session = Session.builder(service.endpoint())
                .timeout(Duration.ofSeconds(20))
                .build();
        shell = RemoteShell.open(session);
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        local = Files.write(here.resolve("in.bin"), content);
    }

    @AfterEach
    void nothingRemainsOnEitherSide() throws IOException {
        SessionFixture.await(
                "no part remains", () -> parts(disk).isEmpty() && parts(here).isEmpty());
    }

    private static List<Path> parts(Path top) {
        try (Stream<Path> paths = Files.walk(top)) {
            return paths.filter(path -> path.getFileName().toString().startsWith(".wsman-"))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of(top); // deleted meanwhile
        }
    }

    @Test
    void reportsFullDiskWithWindowsMessageAndHint() {
        windows.diskSize(300_000);
        assertThatThrownBy(() -> shell.upload(local, "C:\\data\\out.bin"))
                .isInstanceOfSatisfying(FileTransferException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.REMOTE);
                    assertThat(e.path()).isEqualTo("C:\\data\\out.bin");
                    assertThat(e.remoteType()).hasValue("System.IO.IOException");
                    assertThat(e)
                            .hasMessage("C:\\data\\out.bin: There is not enough space on the disk."
                                    + " (System.IO.IOException, 0x80070070); free space on this drive")
                            .hasNoSuppressedExceptions();
                });
        assertThat(windows.file("C:\\data\\out.bin")).doesNotExist();
    }

    @Test
    void reportsReadErrorInTheMiddleOfDownload() throws IOException {
        Files.copy(local, windows.file("in.bin"));
        windows.diskSize(300_000);
        assertThatThrownBy(() -> shell.download("in.bin", here.resolve("out.bin")))
                .isInstanceOf(FileTransferException.class)
                .hasMessageStartingWith("C:\\work\\in.bin: There is not enough space on the disk.");
        assertThat(here.resolve("out.bin")).doesNotExist();
    }

    @Test
    void reportsMissingRemoteFile() {
        assertThatThrownBy(() -> shell.download("C:\\missing", here.resolve("out.bin")))
                .isInstanceOf(FileTransferException.class)
                .hasMessageStartingWith("C:\\missing: Could not find file")
                .hasMessageEndingWith("check the path; a relative one begins at the working directory of the shell");
    }

    @Test
    void rejectsContentThatChangedOnTheWay() throws IOException {
        windows.flipBits();
        Files.copy(local, windows.file("in.bin"));
        Files.writeString(windows.file("out.bin"), "old");
        Files.writeString(here.resolve("out.bin"), "old");
        assertThatThrownBy(() -> shell.upload(local, "out.bin"))
                .isInstanceOfSatisfying(FileTransferException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.VERIFICATION);
                    assertThat(e).hasMessageStartingWith("C:\\work\\out.bin: the SHA-256 of what arrived differs");
                });
        assertThatThrownBy(() -> shell.download("in.bin", here.resolve("out.bin")))
                .isInstanceOf(FileTransferException.class)
                .hasMessageStartingWith("in.bin: the SHA-256 of what arrived differs");
        assertThat(windows.file("out.bin")).hasContent("old");
        assertThat(here.resolve("out.bin")).hasContent("old");
    }

    @Test
    void rejectsDirectoryInPlaceOfFileAndFileInPlaceOfDirectory() throws IOException {
        Files.createDirectory(windows.file("dir"));
        Files.createFile(windows.file("file"));
        Path tree = Files.createDirectory(here.resolve("tree"));
        assertThatThrownBy(() -> shell.upload(local, "dir"))
                .hasMessage("C:\\work\\dir: a directory with this name exists; give the complete name of the file");
        assertThatThrownBy(() -> shell.upload(tree, "file"))
                .hasMessage(
                        "C:\\work\\file: a file with this name exists, but a directory is uploaded; delete the file");
        assertThatThrownBy(() -> shell.download("file", tree))
                .hasMessage(tree + ": a directory with this name exists; give the name of the file");
        assertThatThrownBy(() -> shell.download("dir", local))
                .hasMessage(local + ": a file with this name exists, but a directory is downloaded");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 200_000, 1_000_000})
    void passesOnTheListenersExceptionAndStops(long after) throws IOException {
        Files.copy(local, windows.file("in.bin"));
        IllegalStateException stop = new IllegalStateException("stop");
        TransferListener listener = progress -> {
            if (progress.bytesDone() >= after) {
                throw stop;
            }
        };
        assertThatThrownBy(() -> shell.upload(local, "out.bin", listener)).isSameAs(stop);
        assertThatThrownBy(() -> shell.download("in.bin", here.resolve("out.bin"), listener))
                .isSameAs(stop);
        assertThat(stop).hasNoSuppressedExceptions();
    }

    @Test
    void endsInputOfStoppedUploadSoThatTheScriptDeletesItsPart() {
        stoppedUpload();
        assertThat(windows.scripts()).containsExactly("upload.ps1");
        List<RecordedRequest> sends = service.requests(ServiceOperation.SEND);
        assertThat(sends.get(sends.size() - 1).text()).contains("End=\"true\"");
    }

    private void stoppedUpload() {
        AtomicBoolean begun = new AtomicBoolean();
        assertThatThrownBy(() -> shell.upload(local, "out.bin", progress -> {
                    if (progress.bytesDone() > 0) {
                        begun.set(true);
                        throw new IllegalStateException("stop");
                    }
                }))
                .hasMessage("stop")
                .hasNoSuppressedExceptions();
        assertThat(begun).isTrue();
    }

    @Test
    void deletesPartByAnotherCommandIfTheConnectionBreaks() {
        service.on(ServiceOperation.SEND).after(2).reset();
        assertThatThrownBy(() -> shell.upload(local, "out.bin")).isInstanceOfSatisfying(WsmanException.class, e -> {
            assertThat(e.error().kind()).isEqualTo(WsmanError.Kind.CONNECTION);
            assertThat(e).hasNoSuppressedExceptions();
        });
        assertThat(windows.scripts()).containsExactly("upload.ps1", "remove-part.ps1");
    }

    @Test
    void rejectsReportOfAnotherDigest() {
        host.powerShell(call -> {
            if (call.script().contains("Start-Sleep")) {
                return 0; // deletes the part
            }
            call.stdin().readAllBytes();
            call.print("OK " + "00-".repeat(31) + "00\n");
            return 0;
        });
        assertThatThrownBy(() -> shell.upload(local, "out.bin"))
                .isInstanceOfSatisfying(
                        FileTransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.VERIFICATION))
                .hasMessageStartingWith("out.bin: the server reports the SHA-256 0000");
    }

    @Test
    void rejectsSuccessOfScriptThatDidNotReadEverything() {
        host.powerShell(call -> {
            call.print("OK " + "00-".repeat(31) + "00\n");
            return 0;
        });
        assertThatThrownBy(() -> shell.upload(local, "out.bin"))
                .isInstanceOfSatisfying(
                        FileTransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.VERIFICATION));
    }

    @Test
    void keepsInterruptFlagAndDeletesPartOfInterruptedUpload() {
        Throwable failure = catchThrowable(() -> shell.upload(local, "out.bin", progress -> {
            if (progress.bytesDone() > 0) {
                Thread.currentThread().interrupt();
            }
        }));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure)
                .isInstanceOfSatisfying(
                        WsmanException.class, e -> assertThat(e.error().kind()).isEqualTo(WsmanError.Kind.INTERRUPTED));
        assertThat(failure).hasNoSuppressedExceptions();
    }

    @Test
    void keepsInterruptFlagOfInterruptedDownload() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        host.powerShell(call -> {
            try {
                return windows.run(call);
            } finally {
                ended.countDown();
            }
        });
        Files.copy(local, windows.file("in.bin"));
        Throwable failure = catchThrowable(
                () -> shell.download("in.bin", here.resolve("out.bin"), progress -> Thread.currentThread()
                        .interrupt()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(failure)
                .isInstanceOfSatisfying(
                        WsmanException.class, e -> assertThat(e.error().kind()).isEqualTo(WsmanError.Kind.INTERRUPTED));
        assertThat(ended.await(20, TimeUnit.SECONDS)).as("the script ends").isTrue();
    }

    @Test
    void deletesPartInNewShellIfTheShellIsClosedMeanwhile() {
        Throwable failure = catchThrowable(() -> shell.upload(local, "out.bin", progress -> {
            if (progress.bytesDone() > 0) {
                shell.close();
            }
        }));
        assertThat(failure)
                .isInstanceOfSatisfying(
                        WsmanException.class, e -> assertThat(e.error().kind()).isEqualTo(WsmanError.Kind.CLOSED));
        assertThat(failure).hasNoSuppressedExceptions();
        assertThat(windows.scripts()).containsExactly("upload.ps1", "remove-part.ps1");
        assertThat(service.openShells()).isZero();
    }

    @Test
    void saysThatPartMayRemainIfTheSessionIsClosedMeanwhile() throws IOException {
        Throwable failure = catchThrowable(() -> shell.upload(local, "out.bin", progress -> {
            if (progress.bytesDone() > 0) {
                session.close();
            }
        }));
        assertThat(failure).isInstanceOf(WsmanException.class);
        assertThat(failure.getSuppressed()).singleElement().satisfies(suppressed -> assertThat(suppressed.getMessage())
                .matches("out\\.bin: next to it, \\.wsman-[0-9a-f]{16}\\.part may remain"));
        for (Path part : parts(disk)) {
            Files.deleteIfExists(part);
        }
    }

    @Test
    void reportsWhatPowerShellPrintsIfItCannotRun() {
        host.powerShell(call -> {
            call.printError("#< CLIXML\r\n<Objs Version=\"1.1.0.1\""
                    + " xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><S S=\"Error\">'x' is not"
                    + " recognized_x000D__x000A_</S></Objs>");
            return 1;
        });
        assertThatThrownBy(() -> shell.upload(local, "out.bin"))
                .isInstanceOfSatisfying(
                        FileTransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.POWERSHELL))
                .hasMessageStartingWith("out.bin: powershell.exe ended with exit code 1 before the transfer was"
                        + " complete: 'x' is not recognized");
        assertThatThrownBy(() -> shell.download("in.bin", here.resolve("out.bin")))
                .isInstanceOf(FileTransferException.class)
                .hasMessageContaining("complete: 'x' is not recognized");
    }

    @Test
    void explainsConstrainedLanguageMode() {
        host.powerShell(call -> {
            call.print("WSMAN-LANGUAGE\r\n");
            return 3;
        });
        for (Runnable transfer :
                List.<Runnable>of(() -> shell.upload(local, "x"), () -> shell.download("x", here.resolve("x")))) {
            assertThatThrownBy(transfer::run)
                    .isInstanceOf(FileTransferException.class)
                    .hasMessageStartingWith("x: PowerShell does not run in FullLanguage mode for this user");
        }
    }

    @Test
    void rejectsOutputThatEndsEarly() {
        host.powerShell(call -> {
            call.stdout().write(TransferDigest.allBytes());
            call.stdout()
                    .write(new byte[] {84, 0, 0, 0, 5, 0, 0, 0, 0, 0, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 'a'});
            return 0;
        });
        assertThatThrownBy(() -> shell.download("in.bin", here.resolve("out.bin")))
                .isInstanceOfSatisfying(
                        FileTransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.VERIFICATION))
                .hasMessage("in.bin: the transfer is not complete: the server sent the end of the output, after 0 bytes"
                        + " of content (in.bin); try again");
    }

    @Test
    void ignoresWhatIsPrintedBeforeTheContent() throws IOException {
        Files.copy(local, windows.file("in.bin"));
        host.powerShell(call -> {
            call.stdout().write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF, 'h', 'i', 0, 1, 2, 0, 1});
            return windows.run(call);
        });
        shell.download("in.bin", here.resolve("out.bin"));
        assertThat(here.resolve("out.bin")).hasSameBinaryContentAs(local);
    }

    @Test
    void doesNotWriteOutsideOfTheTarget() {
        host.powerShell(call -> {
            call.stdout().write(TransferDigest.allBytes());
            call.stdout().write(new byte[] {68, 0, 0, 0, 0, 0, 0, 0});
            call.stdout().write(new byte[] {70, 0, 0, 0, 6, 0, 0, 0, '\\', '.', '.', '\\', 'x', 'y', 0, 0, 0, 0});
            return 0;
        });
        assertThatThrownBy(() -> shell.download("dir", here.resolve("dir")))
                .hasMessage("dir: the server sent a name that is not below this directory: '\\..\\xy'");
        assertThat(here.resolve("xy")).doesNotExist();
    }

    @Test
    void reportsLocalFileThatCannotBeWritten() throws IOException {
        Files.copy(local, windows.file("in.bin"));
        Path file = Files.createFile(here.resolve("file"));
        assertThatThrownBy(() -> shell.download("in.bin", file.resolve("out.bin")))
                .isInstanceOfSatisfying(
                        FileTransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LOCAL))
                .hasMessageStartingWith(file.resolve("out.bin") + ": ")
                .hasCauseInstanceOf(IOException.class);
    }
}
