#!/usr/bin/env bash
# Makes sure that the real programs which the tests talk to are on this machine: Debian 12 packages, no service started.
# Says nothing when all is there; says what is missing, and exits 1, when it cannot be had.
set -uo pipefail

packages=(postgresql-15 chromium-headless-shell fonts-liberation fonts-inter fonts-noto-color-emoji
          postfix dovecot-imapd dovecot-lmtpd strace openssl curl ca-certificates)
# Prometheus and Alertmanager are only unpacked: installed, they would start with the machine. Debian's Alertmanager reads
# its templates from one fixed folder, so these are copied there.
unpacked=(prometheus prometheus-alertmanager)
home=${HOME:-$(getent passwd "$(id -u)" | cut -d: -f6)}
monitoring=${XDG_CACHE_HOME:-$home/.cache}/bridgewatch-tests/monitoring   # MonitoringPeers.cs looks here
templates=/usr/share/prometheus/alertmanager

missing_packages() {
    comm -13 <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "${packages[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort) \
             <(printf '%s\n' "${packages[@]}" | sort)
}
monitoring_is_there() { [ -x "$monitoring/prometheus" ] && [ -x "$monitoring/prometheus-alertmanager" ] && [ -e $templates/default.tmpl ]; }

mapfile -t missing < <(missing_packages)
[ ${#missing[@]} -eq 0 ] && monitoring_is_there && exit 0

fail() { echo "The tests' peers cannot be had: $1" >&2; [ -s "${log:-}" ] && tail -n 25 "$log" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "these are missing and only root may install them: ${missing[*]:-${unpacked[*]}}. Run tests/peers.sh as root once."

exec 9>/tmp/bridgewatch-peers.lock
flock -w 900 9 || fail "another run has been installing for a quarter of an hour."
mapfile -t missing < <(missing_packages)

log=$(mktemp); work=$(mktemp -d); blocked=
trap 'rm -rf "$log" "$work"; [ -z "$blocked" ] || rm -f /usr/sbin/policy-rc.d' EXIT
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
apt() { apt-get -q -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null >>"$log" 2>&1; }

echo "Installing what the tests talk to: ${missing[*]} $(monitoring_is_there || echo "${unpacked[*]}")" >&2
apt update || echo "apt-get update failed; trying with the lists that are here." >&2

if [ ${#missing[@]} -gt 0 ]; then
    # No service may start: the tests start their own copies, in their own folders, on free ports.
    [ -e /usr/sbin/policy-rc.d ] || { printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d && blocked=yes; }
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections >>"$log" 2>&1
    apt install -y --no-install-recommends "${missing[@]}" || fail "apt-get could not install ${missing[*]}."
fi

if ! monitoring_is_there; then
    cd "$work" && apt -o APT::Sandbox::User=root download "${unpacked[@]}" || fail "apt-get could not download ${unpacked[*]}."
    for package in *.deb; do dpkg -x "$package" "$work/x" >>"$log" 2>&1 || fail "$package could not be unpacked."; done
    mkdir -p "$monitoring" && mv "$work"/x/usr/bin/prometheus "$work"/x/usr/bin/prometheus-alertmanager "$monitoring/" \
        && mkdir -p $templates && cp -n "$work/x$templates"/*.tmpl $templates/ \
        || fail "$monitoring or $templates could not be written."
fi

mapfile -t missing < <(missing_packages)
[ ${#missing[@]} -eq 0 ] && monitoring_is_there || fail "still missing after installing: ${missing[*]}"
