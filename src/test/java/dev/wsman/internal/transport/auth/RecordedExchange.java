package dev.wsman.internal.transport.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A recorded exchange of another client with Microsoft OMI: a handshake in round trips 1 and 2, encrypted messages in 3
 * and 4.
 *
 * @param name the beginning of the names of its files
 */
public record RecordedExchange(String name) {
    /** NTLM without SPNEGO. */
    public static final RecordedExchange RAW_NTLM = new RecordedExchange("gss-raw-ntlm-enc-http");
    /** NTLM in SPNEGO. */
    public static final RecordedExchange SPNEGO_NTLM = new RecordedExchange("gss-spnego-ntlm-enc-http");

    private static final Path DIRECTORY = Path.of("src/test/resources/omi-ntlm");

    /** Returns the token that the client sent in a round trip. */
    public byte[] clientToken(int roundTrip) throws IOException {
        return token(header(roundTrip, "req", "Authorization"));
    }

    /** Returns the token that the server sent in a round trip. */
    public byte[] serverToken(int roundTrip) throws IOException {
        return token(header(roundTrip, "resp", "WWW-Authenticate"));
    }

    private static byte[] token(String header) throws AuthenticationFailedException {
        return ChallengeParser.token(ChallengeParser.parse(List.of(header)).get(0));
    }

    /**
     * Returns a header.
     *
     * @param direction {@code req} or {@code resp}
     */
    public String header(int roundTrip, String direction, String header) throws IOException {
        return Files.readAllLines(file(roundTrip, direction + ".headers")).stream()
                .filter(line -> line.startsWith(header + ": "))
                .map(line -> line.substring(header.length() + 2).strip())
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the bytes of a file of the recording.
     *
     * @param part the end of its name, such as {@code req.body} or {@code resp.plain.xml}
     */
    public byte[] read(int roundTrip, String part) throws IOException {
        return Files.readAllBytes(file(roundTrip, part));
    }

    private Path file(int roundTrip, String part) {
        return DIRECTORY.resolve(name + "-0" + roundTrip + "." + part);
    }
}
