/**
 * Finds secrets in texts and masks them. {@link dev.wsman.internal.redaction.SecretValueMasker} finds known values in
 * any encoding, and {@link dev.wsman.internal.redaction.SecretNameMasker} finds values with the name of a secret.
 */
@NullMarked
package dev.wsman.internal.redaction;

import org.jspecify.annotations.NullMarked;
