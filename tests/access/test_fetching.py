"""Keys over https and from a file; all servers are on loopback."""

from __future__ import annotations

import datetime
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kb.access.fetching import check_place, fetch
from kb.errors import InvalidInput, NoKeys


class Answers(BaseHTTPRequestHandler):
    """Has keys at /keys, and other things elsewhere."""

    def do_GET(self) -> None:
        bodies = {"/keys": b'{"keys": [{"kid": "a"}, 7]}', "/large": b" " * 1_000_001, "/page": b"<html>"}
        body = bodies.get(self.path, b"")
        self.send_response(302 if self.path == "/moved" else 200 if body else 404)
        self.send_header("Location", "/keys")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "issuer")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_bytes(plain + made.public_bytes(pem))
    return file


@pytest.fixture(scope="module")
def url(certificate: Path) -> Iterator[str]:
    """The address of an issuer that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"https://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def trusted(certificate: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """That address, for those who trust its certificate."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    return url


def test_keys_are_read_over_https(trusted: str) -> None:
    assert fetch(f"{trusted}/keys") == [{"kid": "a"}]


def test_an_issuer_whose_certificate_nobody_vouches_for_is_not_believed(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with pytest.raises(NoKeys, match="cannot be read"):
        fetch(f"{url}/keys")


@pytest.mark.parametrize("path", ["missing", "moved", "page", "large"])
def test_what_is_no_set_of_keys_is_told_without_its_address(trusted: str, path: str) -> None:
    with pytest.raises(NoKeys, match="KB_OIDC_JWKS") as error:
        fetch(f"{trusted}/{path}")
    assert "127.0.0.1" not in str(error.value)


def test_keys_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    file.write_text('{"keys": [{"kid": "a"}]}', encoding="utf-8")
    assert fetch(str(file)) == [{"kid": "a"}]


@pytest.mark.parametrize("body", ["", "[]", "7", "{}", '{"keys": 7}', '{"keys": null}', "\0"])
def test_a_file_without_keys_is_told(tmp_path: Path, body: str) -> None:
    file = tmp_path / "keys.json"
    file.write_text(body, encoding="utf-8")
    with pytest.raises(NoKeys, match="KB_OIDC_JWKS"):
        fetch(str(file))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoKeys, match=r"cannot be read \(FileNotFoundError\)"):
        fetch(str(tmp_path / "nothing.json"))


@pytest.mark.parametrize("place", ["http://login.example.org/keys", "ftp://x/keys", "file:///etc/keys", "HTTP://x"])
def test_an_address_that_others_can_write_in_passing_is_refused(place: str) -> None:
    with pytest.raises(InvalidInput, match="begins with https://"):
        check_place(place)


@pytest.mark.parametrize("place", ["https://login.example.org/keys", "/etc/keys.json", "keys.json"])
def test_https_and_files_will_do(place: str) -> None:
    assert check_place(place) == place
