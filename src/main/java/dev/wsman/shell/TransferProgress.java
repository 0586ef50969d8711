package dev.wsman.shell;

/**
 * The progress of a transfer.
 *
 * @param file the current file: its name, or its path below the transferred directory with the separator of the side
 *     from which it is read; empty before the first file, and for a directory without files
 * @param bytesDone the bytes of content that have been transferred, of all files together
 * @param bytesTotal the size of all files when the transfer began; files that grow or shrink meanwhile make
 *     {@code bytesDone} end at another number
 */
public record TransferProgress(String file, long bytesDone, long bytesTotal) {}
