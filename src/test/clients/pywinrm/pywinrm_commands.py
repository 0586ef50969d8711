"""Runs command lines in one shell by pywinrm. Prints one line per command: the exit code, the standard output and the
error output, separated by tabs, as Python writes bytes. Reads the password from the standard input.

Arguments: endpoint, user, transport (plaintext, ntlm), message encryption (auto, always, never), code page, command
lines. A command line that starts with "<" is the input of the one before.
"""
import base64
import sys

from winrm.protocol import Protocol


def send_input(protocol, shell, command, text):
    """Sends the input as the client's own later versions do; 0.3 has no method for it."""
    message = {"env:Envelope": protocol._get_soap_header(
        resource_uri="http://schemas.microsoft.com/wbem/wsman/1/windows/shell/cmd",
        action="http://schemas.microsoft.com/wbem/wsman/1/windows/shell/Send", shell_id=shell)}
    message["env:Envelope"]["env:Body"] = {"rsp:Send": {"rsp:Stream": {
        "@Name": "stdin", "@CommandId": command, "@End": "true",
        "#text": base64.b64encode(text.encode("utf-8")).decode("ascii")}}}
    import xmltodict
    protocol.send_message(xmltodict.unparse(message))


def main(endpoint, user, transport, encryption, code_page, *lines):
    protocol = Protocol(endpoint, transport=transport, username=user, password=sys.stdin.read(),
                        message_encryption=encryption, operation_timeout_sec=5, read_timeout_sec=10)
    shell = protocol.open_shell(codepage=int(code_page))
    for line, following in zip(lines, lines[1:] + ("",)):
        if not line.startswith("<"):
            command = protocol.run_command(shell, line)
            if following.startswith("<"):
                send_input(protocol, shell, command, following[1:])
            out, err, code = protocol.get_command_output(shell, command)
            protocol.cleanup_command(shell, command)
            print(code, repr(out)[1:], repr(err)[1:], sep="\t")
    protocol.close_shell(shell)


main(*sys.argv[1:])
