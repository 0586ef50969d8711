/**
 * The messages of the remote shell of Windows ([MS-WSMV], {@code wsdl/shell.xsd}). {@link
 * dev.wsman.internal.shell.ShellClient} is the entry point of {@code dev.wsman.shell}.
 */
@NullMarked
package dev.wsman.internal.shell;

import org.jspecify.annotations.NullMarked;
