package dev.wsman.bench;

import io.cloudsoft.winrm4j.client.ShellCommand;
import io.cloudsoft.winrm4j.client.WinRmClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.apache.http.client.config.AuthSchemes;

/** winrm4j, with one client and kept shells. It sends Basic to the server that does not authenticate. */
final class Winrm4jContender implements ShellContender {
    /** As winrmcp computes it: what base64 leaves of a line of 8,000 characters. */
    private static final int ECHO_BYTES = (8000 - 100) / 4 * 3;

    private final WinRmClient client;
    private final ShellCommand shell;

    Winrm4jContender(String url, boolean ntlm) {
        client = WinRmClient.builder(url)
                .authenticationScheme(ntlm ? AuthSchemes.NTLM : AuthSchemes.BASIC)
                .credentials(ShellCommands.USER, ShellCommands.PASSWORD)
                .build();
        shell = client.createShell();
    }

    @Override
    public void command() {
        StringWriter stdout = new StringWriter();
        int exitCode = shell.execute(ShellCommands.SHORT, stdout, new StringWriter());
        if (exitCode != 0 || !stdout.toString().equals(ShellCommands.SHORT_OUTPUT)) {
            throw new NotMeasuredException("unexpected output " + stdout);
        }
    }

    @Override
    public long output(long bytes, Progress reading) {
        CountingWriter stdout = new CountingWriter(reading);
        shell.execute(ShellCommands.print(bytes), stdout, new StringWriter());
        return stdout.count();
    }

    @Override
    public void parallel(int commands, int shells) {
        List<ShellCommand> open =
                Stream.generate(client::createShell).limit(shells).toList();
        try {
            ShellLoad.run(commands, i -> open.get(i % shells)
                    .execute(ShellCommands.WAIT, new StringWriter(), new StringWriter()));
        } finally {
            open.forEach(ShellCommand::close);
        }
    }

    /** Appends lines of base64 by echo, decodes them by certutil, and asks certutil for the hash. */
    @Override
    public void upload(Path file) throws IOException {
        String base64 = "C:\\bench\\upload.b64";
        try (InputStream in = Files.newInputStream(file)) {
            for (byte[] part = in.readNBytes(ECHO_BYTES); part.length > 0; part = in.readNBytes(ECHO_BYTES)) {
                run("echo " + Base64.getEncoder().encodeToString(part) + ">>\"" + base64 + '"');
            }
        }
        run("certutil -f -decode " + base64 + " C:\\bench\\upload.bin");
        run("certutil -hashfile C:\\bench\\upload.bin SHA256");
    }

    private void run(String line) {
        if (shell.execute(line, new StringWriter(), new StringWriter()) != 0) {
            throw new NotMeasuredException("a command failed");
        }
    }

    @Override
    public void download(Path file, long bytes) {
        throw new NotMeasuredException("its output row shows what certutil and type cost");
    }

    @Override
    public void close() {
        shell.close();
        client.close();
    }
}
