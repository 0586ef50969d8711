package dev.wsman.bench;

import java.io.StringWriter;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.metricshub.winrm.WinRMHttpProtocolEnum;
import org.metricshub.winrm.exceptions.WinRMException;
import org.metricshub.winrm.service.WinRMEndpoint;
import org.metricshub.winrm.service.WinRMService;
import org.metricshub.winrm.service.client.auth.AuthenticationEnum;

/**
 * winrm-java of MetricsHub, with one service, which keeps one shell. Over HTTP it supports nothing but NTLM with
 * encryption.
 */
final class WinrmJavaContender implements ShellContender {
    private static final long TIMEOUT_MILLIS = 60_000;

    private final WinRMService service;

    WinrmJavaContender(String url, boolean ntlm) {
        if (!ntlm) {
            throw new NotMeasuredException("it encrypts all messages over HTTP");
        }
        URI address = URI.create(url);
        WinRMEndpoint endpoint = new WinRMEndpoint(
                WinRMHttpProtocolEnum.HTTP,
                address.getHost(),
                address.getPort(),
                ShellCommands.USER,
                ShellCommands.PASSWORD.toCharArray(),
                null);
        try {
            service = WinRMService.createInstance(endpoint, TIMEOUT_MILLIS, null, List.of(AuthenticationEnum.NTLM));
            service.create("http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd");
        } catch (WinRMException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(String line, Writer stdout) {
        try {
            service.execute(line, stdout, new StringWriter(), StandardCharsets.UTF_8);
        } catch (WinRMException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void command() {
        StringWriter stdout = new StringWriter();
        run(ShellCommands.SHORT, stdout);
        if (!stdout.toString().equals(ShellCommands.SHORT_OUTPUT)) {
            throw new NotMeasuredException("unexpected output " + stdout);
        }
    }

    @Override
    public long output(long bytes, Progress reading) {
        CountingWriter stdout = new CountingWriter(reading);
        run(ShellCommands.print(bytes), stdout);
        return stdout.count();
    }

    @Override
    public void parallel(int commands, int shells) {
        throw new NotMeasuredException("it keeps one shell per endpoint");
    }

    @Override
    public void upload(Path file) {
        throw new NotMeasuredException("it copies files by SMB");
    }

    @Override
    public void download(Path file, long bytes) {
        throw new NotMeasuredException("it copies files by SMB");
    }

    @Override
    public void close() {
        service.close();
    }
}
