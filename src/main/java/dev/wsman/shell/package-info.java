/**
 * The remote shell of Windows: commands, their streams, PowerShell scripts and files, over the connections of a
 * {@link dev.wsman.Session}. {@link dev.wsman.shell.RemoteShell} is the entry point.
 */
@NullMarked
package dev.wsman.shell;

import org.jspecify.annotations.NullMarked;
