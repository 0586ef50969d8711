"""An HTTP server that authenticates connections by GSSAPI, decrypts requests and forwards them to a service.

Arguments: the URL of the service, "omi" or "windows" for the framing of replies, and, for https, a PEM file with certificate
and key. Over https handshakes must be bound to the SHA-256 fingerprint of the certificate. Prints its port. Ends when its
standard input ends.
"""

import base64
import hashlib
import re
import ssl
import struct
import sys
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import gssapi
from gssapi.raw import IOV, ChannelBindings, IOVBufferType, wrap_iov

SERVICE = sys.argv[1]
LIKE_WINDOWS = sys.argv[2] == "windows"
CERTIFICATE = sys.argv[3] if len(sys.argv) > 3 else None
BOUNDARY = b"Encrypted Boundary"


def binding():
    if CERTIFICATE is None:
        return None
    with open(CERTIFICATE, encoding="ascii") as file:
        pem = re.search(r"-----BEGIN CERT.*?END CERTIFICATE-----", file.read(), re.S).group(0)
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).digest()
    return ChannelBindings(application_data=b"tls-server-end-point:" + digest)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def setup(self):
        super().setup()
        self.context = None
        self.scheme = None

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme in ("Negotiate", "Kerberos") and token:
            self.step(scheme, base64.b64decode(token, validate=True))
        elif self.context is None or not self.context.complete:
            self.send_401()
        elif self.headers["Content-Type"].startswith("multipart/encrypted"):
            self.reply(*self.forward(self.decrypt(body)), encrypted=True)
        else:
            self.reply(*self.forward(body), encrypted=False)

    def step(self, scheme, token):
        if self.context is None or self.context.complete:
            self.context = gssapi.SecurityContext(usage="accept", channel_bindings=binding())
            self.scheme = scheme
        output = None
        try:
            output = self.context.step(token)
            # if there is a rejection token to send, the error of the step is raised only here
            complete = self.context.complete
        except gssapi.exceptions.GSSError as error:
            self.log_message("refused: %s", error)
            self.context = None
            self.send_401(output)
            return
        self.send_response(200 if complete else 401)
        if output:
            self.send_header("WWW-Authenticate", scheme + " " + base64.b64encode(output).decode("ascii"))
        if complete:
            self.log_message("%s is %s", self.context.initiator_name, scheme)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def send_401(self, token=None):
        rejection = " " + base64.b64encode(token).decode("ascii") if token else ""
        self.send_response(401)
        self.send_header("WWW-Authenticate", "Negotiate" + rejection)
        self.send_header("WWW-Authenticate", "Kerberos")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def decrypt(self, body):
        parts = body.split(b"--" + BOUNDARY)
        length = int(re.search(rb"Length=(\d+)", parts[1]).group(1))
        assert b"\t" not in parts[1] and b"charset=" in parts[1], "OMI would drop the connection"
        start = body.index(b"application/octet-stream\r\n") + len(b"application/octet-stream\r\n")
        token = body[start + 4 : body.rindex(b"--" + BOUNDARY)]
        (signature,) = struct.unpack_from("<I", body, start)
        assert len(token) == signature + length, "the signature's length is wrong"
        result = self.context.unwrap(token)
        assert result.encrypted and len(result.message) == length
        return result.message

    def encrypt(self, content_type, body):
        if LIKE_WINDOWS and self.kerberos():
            buffers = IOV(IOVBufferType.header, body, std_layout=False)
            wrap_iov(self.context, buffers, confidential=True)
            signature, data = buffers[0].value, buffers[1].value
        else:
            token = self.context.wrap(body, True).message
            cut = len(token) - len(body)
            signature, data = token[:cut], token[cut:]
        protocol = "application/HTTP-%s-session-encrypted" % ("Kerberos" if self.scheme == "Kerberos" else "SPNEGO")
        tab = "\t" if LIKE_WINDOWS else ""
        head = (
            f"--Encrypted Boundary\r\n{tab}Content-Type: {protocol}\r\n"
            f"{tab}OriginalContent: type={content_type};Length={len(body)}\r\n"
            f"--Encrypted Boundary\r\n{tab}Content-Type: application/octet-stream\r\n"
        )
        end = b"--Encrypted Boundary--\r\n" + (b"" if LIKE_WINDOWS else b"\r\n")
        framed = head.encode("ascii") + struct.pack("<I", len(signature)) + signature + data + end
        return f'multipart/encrypted;protocol="{protocol}";boundary="Encrypted Boundary"', framed

    def kerberos(self):
        """Only Kerberos tokens of the two framings differ; gss-ntlmssp needs other buffers and gives the same bytes."""
        return self.context.initiator_name is not None and "@MIT.TEST" in str(self.context.initiator_name)

    def forward(self, body):
        request = urllib.request.Request(SERVICE, body, {"Content-Type": "application/soap+xml;charset=UTF-8"})
        try:
            with urllib.request.urlopen(request) as reply:
                return reply.status, reply.headers["Content-Type"], reply.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers["Content-Type"], error.read()

    def reply(self, status, content_type, body, encrypted):
        if encrypted:
            content_type, body = self.encrypt(content_type, body)
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
if CERTIFICATE is not None:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(CERTIFICATE)
    server.socket = tls.wrap_socket(server.socket, server_side=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(server.server_address[1], flush=True)
sys.stdin.read()
