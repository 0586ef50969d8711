/**
 * The remote shell of the service: what runs the commands of {@code windows/shell/cmd}, without the messages, which
 * {@code dev.wsman.testkit.protocol} reads and writes. {@link dev.wsman.testkit.shell.ShellHost} has the settings.
 */
package dev.wsman.testkit.shell;
