package dev.wsman.codegen;

import org.apache.maven.settings.Server;
import org.apache.maven.settings.Settings;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.DefaultSettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;
import org.jspecify.annotations.Nullable;

/** Finds the user and the password of a {@code <server>} in Maven's settings.xml, as other plugins do. */
final class SettingsLogin {
    private SettingsLogin() {}

    /**
     * Returns the server with its password decrypted.
     *
     * @param id the id of the server
     * @param decrypter decrypts a password of {@code mvn --encrypt-password}; returns any other as it is
     * @throws UsageException if there is no such server, or its password cannot be decrypted
     */
    static Server of(String id, @Nullable Settings settings, @Nullable SettingsDecrypter decrypter) {
        Server server = settings == null ? null : settings.getServer(id);
        if (server == null) {
            throw new UsageException("serverId: settings.xml has no <server> with the id " + id
                    + ": add one, or give user and the environment variable " + CommandLine.PASSWORD_VARIABLE);
        }
        if (decrypter == null) {
            return server;
        }
        SettingsDecryptionResult result = decrypter.decrypt(new DefaultSettingsDecryptionRequest(server));
        for (SettingsProblem problem : result.getProblems()) {
            if (problem.getSeverity() != SettingsProblem.Severity.WARNING) {
                throw new UsageException("serverId: the password of the server " + id
                        + " in settings.xml cannot be decrypted: check settings-security.xml (" + problem.getMessage()
                        + ")");
            }
        }
        return result.getServer();
    }
}
