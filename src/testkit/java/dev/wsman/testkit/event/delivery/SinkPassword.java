package dev.wsman.testkit.event.delivery;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The password of a source at a sink, which it sends after a 401: by Basic (captures/openwsman/eventing/sink/020 and
 * 021), or by Digest with MD5 (RFC 7616), as Intel AMT does (EVENTING.md 3.5).
 */
record SinkPassword(String user, String password, boolean digest) {

    /** Returns the value of Authorization; empty if the sink asks for another scheme. */
    Optional<String> authorization(String challenge, URI url) {
        String scheme = digest ? "Digest" : "Basic";
        if (!challenge.regionMatches(true, 0, scheme, 0, scheme.length())) {
            return Optional.empty();
        }
        return Optional.of(digest ? digest(challenge, SourceClient.path(url)) : basic());
    }

    private String basic() {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private String digest(String challenge, String path) {
        String realm = parameter(challenge, "realm");
        String nonce = parameter(challenge, "nonce");
        String client = UUID.randomUUID().toString();
        String secret = md5(user + ":" + realm + ":" + password);
        String response = md5(secret + ":" + nonce + ":00000001:" + client + ":auth:" + md5("POST:" + path));
        return "Digest username=\"" + user + "\", realm=\"" + realm + "\", nonce=\"" + nonce + "\", uri=\"" + path
                + "\", qop=auth, nc=00000001, cnonce=\"" + client + "\", response=\"" + response + "\"";
    }

    private static String parameter(String challenge, String name) {
        Matcher value = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        return value.find() ? value.group(1) : "";
    }

    private static String md5(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    @Override
    public String toString() {
        return "SinkPassword[" + user + "]";
    }
}
