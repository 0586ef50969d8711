"""Sends Identify, a WQL Enumerate and the Create of a shell by pywinrm. Prints one line per result: the name of the operation,
then tab-separated values. Reads the password from the standard input.

Arguments: endpoint, user, transport (plaintext, ssl, ntlm), message encryption (auto, always, never), resource URI, WQL query,
and for https the file with the certificate to trust.
"""
import string
import sys
import uuid
import xml.etree.ElementTree as ET
from xml.sax.saxutils import escape

from winrm.exceptions import InvalidCredentialsError, WinRMError, WinRMTransportError
from winrm.protocol import Protocol

SOAP = "http://www.w3.org/2003/05/soap-envelope"
IDENTITY = "http://schemas.dmtf.org/wbem/wsman/identity/1/wsmanidentity.xsd"
ADDRESSING = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
ENUMERATION = "http://schemas.xmlsoap.org/ws/2004/09/enumeration"
WSMAN = "http://schemas.dmtf.org/wbem/wsman/1/wsman.xsd"

IDENTIFY = f"""<s:Envelope xmlns:s="{SOAP}" xmlns:i="{IDENTITY}"><s:Header/><s:Body><i:Identify/></s:Body></s:Envelope>"""

ENUMERATE = f"""<s:Envelope xmlns:s="{SOAP}" xmlns:a="{ADDRESSING}" xmlns:n="{ENUMERATION}" xmlns:w="{WSMAN}"><s:Header>
<a:To>$endpoint</a:To><w:ResourceURI s:mustUnderstand="true">$uri</w:ResourceURI>
<a:ReplyTo><a:Address>{ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>
<a:Action s:mustUnderstand="true">{ENUMERATION}/Enumerate</a:Action><a:MessageID>uuid:$id</a:MessageID>
</s:Header><s:Body><n:Enumerate><w:OptimizeEnumeration/><w:MaxElements>32000</w:MaxElements>
<w:Filter Dialect="http://schemas.microsoft.com/wbem/wsman/1/WQL">$query</w:Filter></n:Enumerate></s:Body></s:Envelope>"""

PULL = f"""<s:Envelope xmlns:s="{SOAP}" xmlns:a="{ADDRESSING}" xmlns:n="{ENUMERATION}" xmlns:w="{WSMAN}"><s:Header>
<a:To>$endpoint</a:To><w:ResourceURI s:mustUnderstand="true">$uri</w:ResourceURI>
<a:ReplyTo><a:Address>{ADDRESSING}/role/anonymous</a:Address></a:ReplyTo>
<a:Action s:mustUnderstand="true">{ENUMERATION}/Pull</a:Action><a:MessageID>uuid:$id</a:MessageID>
</s:Header><s:Body><n:Pull><n:EnumerationContext>$context</n:EnumerationContext><n:MaxElements>32000</n:MaxElements></n:Pull>
</s:Body></s:Envelope>"""


def show(*values):
    print("\t".join(" ".join(str(value).split()) for value in values))


def local(element):
    return element.tag.rpartition("}")[2]


def show_items(response):
    items = response.find(f".//{{{WSMAN}}}Items")
    items = response.find(f".//{{{ENUMERATION}}}Items") if items is None else items
    for item in [] if items is None else items:
        show("row", local(item), *(local(each) + "=" + "".join(each.itertext()) for each in item))


def query(protocol, endpoint, uri, wql):
    def send(template, context=""):
        message = string.Template(template).substitute(
            endpoint=endpoint, uri=uri, query=escape(wql), context=context, id=str(uuid.uuid4()).upper())
        return ET.fromstring(protocol.send_message(message))

    response = send(ENUMERATE)
    show_items(response)
    # bounded, because a server that never ends the sequence must not keep this program alive
    for _ in range(1000):
        context = response.find(f".//{{{ENUMERATION}}}EnumerationContext")
        if context is None or not context.text or response.find(f".//{{{ENUMERATION}}}EndOfSequence") is not None:
            return
        response = send(PULL, context.text)
        show_items(response)


def main(endpoint, user, transport, encryption, uri, wql, trusted=None):
    password = sys.stdin.read()
    protocol = Protocol(endpoint, transport=transport, username=user, password=password, message_encryption=encryption,
                        ca_trust_path=trusted, server_cert_validation="validate" if trusted else "ignore")
    try:
        identity = ET.fromstring(protocol.send_message(IDENTIFY))
        show("identify", identity.findtext(f".//{{{IDENTITY}}}ProductVendor"))
        query(protocol, endpoint, uri, wql)
        show("shell", protocol.open_shell())
    except InvalidCredentialsError as refused:
        show("credentials", refused)
    except (WinRMError, WinRMTransportError) as fault:
        show("fault", fault)


main(*sys.argv[1:])
