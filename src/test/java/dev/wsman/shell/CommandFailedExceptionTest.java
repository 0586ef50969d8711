package dev.wsman.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

class CommandFailedExceptionTest {
    private static Throwable thrown(int exitCode, String stdout, String stderr) {
        try {
            new CommandResult(exitCode, stdout, stderr).orThrow();
            throw new AssertionError("returned");
        } catch (CommandFailedException e) {
            return e;
        }
    }

    @Test
    void returnsSuccessfulResult() {
        CommandResult result = new CommandResult(0, "out", "err");
        assertThat(result.orThrow()).isSameAs(result);
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void showsExitCodeAndBeginningOfStderrElseOfStdout() {
        assertThat(thrown(1, "out", " err \r\n")).hasMessage("the command ended with exit code 1: err");
        assertThat(thrown(2, "out\n", " \n")).hasMessage("the command ended with exit code 2: out");
        assertThat(thrown(3, "", "")).hasMessage("the command ended with exit code 3");
        assertThat(thrown(0xC0000005, "", "")).hasMessage("the command ended with exit code -1073741819 (0xC0000005)");
        assertThat(thrown(1, "", "😀".repeat(400)).getMessage()).endsWith("😀…").hasSizeLessThan(560);
    }

    @Test
    void keepsOutputWhenSerialized() throws IOException, ClassNotFoundException {
        CommandFailedException failure = new CommandFailedException(null, "out", "err");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(failure);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            CommandFailedException read = (CommandFailedException) in.readObject();
            assertThat(read).hasMessage(failure.getMessage());
            assertThat(read.exitCode()).isEmpty();
            assertThat(read.stdout()).isEqualTo("out");
            assertThat(read.stderr()).isEqualTo("err");
        }
        assertThatThrownBy(() -> {
                    throw failure;
                })
                .hasMessageStartingWith("the command ended without an exit code");
    }
}
