package dev.wsman.testkit.auth;

import java.nio.file.Path;

/**
 * The keys of a Kerberos service.
 *
 * @param keytab the key table
 * @param principal the principal with its realm, such as {@code HTTP/localhost@EXAMPLE.ORG}
 */
public record ServiceKeys(Path keytab, String principal) {}
