package dev.wsman.bench;

/** One side of the rows about encryption or logging on. */
interface SecureSide {
    /** Runs once, and returns the number of items or logins. */
    long run() throws Exception;
}
