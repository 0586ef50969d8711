/** Errors as a caller gets them. */
package dev.wsman.error;
