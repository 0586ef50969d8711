package dev.wsman.kafka.internal.config;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import org.jspecify.annotations.Nullable;

/** Reads files with keys and certificates. The messages of failures name the file and never the password. */
final class KeyStores {
    private KeyStores() {}

    /**
     * Reads a PKCS #12 or JKS file.
     *
     * @param password null for none
     * @throws WrongStorePasswordException if the password does not open the file
     * @throws IllegalArgumentException if the file cannot be read
     */
    static KeyStore load(String path, char @Nullable [] password) {
        requireReadable(Path.of(path));
        try {
            return KeyStore.getInstance(new File(path), password);
        } catch (IOException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new WrongStorePasswordException(path + ": the password is wrong", e);
            }
            throw new IllegalArgumentException(path + ": not a PKCS #12 or JKS file", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(path + ": not a PKCS #12 or JKS file", e);
        }
    }

    /**
     * Checks a file.
     *
     * @throws IllegalArgumentException if the file does not exist or cannot be read
     */
    static void requireReadable(Path file) {
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException(
                    "cannot read " + file + "; the file must exist on every worker, readable for the worker's user");
        }
    }
}
