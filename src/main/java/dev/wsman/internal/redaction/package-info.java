/**
 * Finds secrets in texts and masks them: known values in any encoding, and values whose names say that they are secret.
 */
@NullMarked
package dev.wsman.internal.redaction;

import org.jspecify.annotations.NullMarked;
