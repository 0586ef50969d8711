package dev.wsman.bench;

import dev.wsman.Credentials;
import dev.wsman.Session;
import dev.wsman.shell.CommandResult;
import dev.wsman.shell.RemoteCommand;
import dev.wsman.shell.RemoteShell;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** wsman-session, used as its guide recommends. */
final class SessionShellContender implements ShellContender {
    /** One for each command at once; the other clients open as many. They are opened only when they are needed. */
    private static final int CONNECTIONS = 600;

    private final Session session;
    private final RemoteShell shell;

    SessionShellContender(String url, boolean ntlm) {
        Session.Builder builder = Session.builder(url).maxConnections(CONNECTIONS);
        if (ntlm) {
            builder.credentials(Credentials.ntlm(ShellCommands.USER, ShellCommands.PASSWORD.toCharArray()));
        }
        session = builder.build();
        shell = RemoteShell.open(session);
    }

    @Override
    public void command() {
        CommandResult result = shell.runLine(ShellCommands.SHORT);
        if (result.exitCode() != 0 || !result.stdout().equals(ShellCommands.SHORT_OUTPUT)) {
            throw new NotMeasuredException("unexpected result " + result);
        }
    }

    @Override
    public long output(long bytes, Progress reading) {
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        try (RemoteCommand command = shell.startLine(ShellCommands.print(bytes));
                InputStream stdout = command.stdout()) {
            for (int count = stdout.read(buffer); count >= 0; count = stdout.read(buffer)) {
                total += count;
                reading.received(total);
            }
            command.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return total;
    }

    @Override
    public void parallel(int commands, int shells) {
        List<RemoteShell> open =
                Stream.generate(() -> RemoteShell.open(session)).limit(shells).toList();
        try {
            ShellLoad.run(commands, i -> open.get(i % shells).runLine(ShellCommands.WAIT));
        } finally {
            open.forEach(RemoteShell::close);
        }
    }

    @Override
    public void upload(Path file) {
        shell.upload(file, "C:\\bench\\upload.bin");
    }

    @Override
    public void download(Path file, long bytes) {
        shell.download(ShellCommands.remoteFile(bytes), file);
    }

    @Override
    public void close() {
        shell.close();
        session.close();
    }
}
