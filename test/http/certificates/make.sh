#!/usr/bin/env bash
# Makes the certificates that tests use: a CA, a server and a client of it, and a stranger with a CA of its own. They are
# good until 2126; the keys protect nothing.
set -euo pipefail
cd "$(dirname "$0")"

make_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1-key.pem"; }
make_ca() {
  make_key "$1"
  openssl req -x509 -new -key "$1-key.pem" -days 36500 -subj "/CN=$2" -out "$1.pem"
}
make_certificate() {
  make_key "$1"
  openssl req -new -key "$1-key.pem" -subj "$3" |
    openssl x509 -req -CA "$2.pem" -CAkey "$2-key.pem" -set_serial "$4" -days 36500 -extfile <(printf 'subjectAltName=DNS:localhost,IP:127.0.0.1') -out "$1.pem"
}

make_ca ca "Test CA"
make_ca other-ca "Other CA"
make_certificate server ca "/CN=localhost" 1
make_certificate client ca "/O=Tests/CN=node-a" 2
make_certificate stranger other-ca "/CN=node-a" 3
rm ca-key.pem other-ca-key.pem other-ca.pem
