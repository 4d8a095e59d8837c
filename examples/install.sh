#!/usr/bin/env bash
# Installs what is missing to build and run rapporteur on Debian 12 (or Ubuntu). As root or through sudo.
# usage: examples/install.sh [--tests]      --tests: also what the test suite needs
set -euo pipefail
packages=(build-essential cmake ninja-build pkg-config ca-certificates
  libraptor2-dev librasqal3-dev libxml2-dev libpcre2-dev libyajl-dev libarchive-dev libutf8proc-dev
  libxxhash-dev libcurl4-gnutls-dev libsqlite3-dev)
if [ "${1:-}" = --tests ]; then
  packages+=(libcmocka-dev raptor2-utils python3 python3-venv procps zstd man-db curl chromium)
fi
missing=()
for p in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
done
[ ${#missing[@]} -eq 0 ] && exit 0
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
echo "installing: ${missing[*]}" >&2
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
