package dev.wsman.camel;

/** How the operation {@code run} reads its command. */
public enum WsmanCommandSyntax {
    /** A program. Its arguments, from the option or the header, reach it as they are. */
    PROGRAM,
    /** A line for cmd.exe with pipes, redirections and variables. Nothing in it is quoted. */
    LINE,
    /** A script for Windows PowerShell. */
    POWERSHELL
}
