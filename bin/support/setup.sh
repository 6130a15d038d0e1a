#!/bin/sh
# Prepares a machine for bin/demo and bin/test: packages of Node, MariaDB, Redis and, with
# --browser, Chromium. Says nothing when nothing is missing. Asks nothing. Any number may run at
# once, in one checkout or in several.
#
# DATABASE_URL, REDIS_URL   servers to use; then none is looked for (not with --browser: the tests
#                           only ever use servers of their own)
# SERVER_PATH               where server programs may be besides PATH
set -eu
cd "$(dirname "$0")/../.."

local_folder=$PWD/.local
lock=$local_folder/setup.lock
log=$local_folder/setup-$$.log
server_path=${SERVER_PATH:-/usr/sbin:/usr/local/sbin}

wants_browser=no
case "${1:-}" in --browser) wants_browser=yes ;; esac

say() { printf '%s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

main() {
  check_node
  is_complete && return
  mkdir -p "$local_folder"
  take_lock
  has_node_modules || install_node_modules
  provide_servers
  provide_browser
}

check_node() {
  command -v node >/dev/null 2>&1 || fail 'Node.js is missing: install version 20.19 or newer.'
  node -e 'const [a, b] = process.versions.node.split(".").map(Number)
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js $(node -v) is too old: install version 20.19 or newer."
  command -v npm >/dev/null 2>&1 || fail 'npm is missing: install the one that comes with Node.js.'
}

is_complete() {
  has_node_modules && [ -z "$(missing_servers)" ] && ! lacks_browser
}

# --- One at a time ---------------------------------------------------------------------------

# Whoever makes the folder has the lock. It is only there to save work: everything below is put
# in place by a rename, so even two at once would end well.
take_lock() {
  waited=0
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || echo)
    if [ -n "$owner" ]; then
      is_running "$owner" || { rm -rf "$lock"; continue; }
    elif [ "$waited" -ge 10 ]; then
      rm -rf "$lock" # its maker ended before it could leave its number
      continue
    fi
    [ "$waited" -ne 2 ] || say "Waiting for another set-up (process ${owner:-unknown}) ..."
    sleep 1
    waited=$((waited + 1))
  done
  echo $$ >"$lock/pid"
  trap 'stop_dots; rm -rf "$lock" "$log" "$local_folder/node-$$"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}

# A zombie has ended too, although signal 0 still reaches it.
is_running() {
  kill -0 "$1" 2>/dev/null || return 1
  [ -r "/proc/$1/stat" ] || return 0
  case "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)" in Z* | X* | '') return 1 ;; esac
}

# --- Progress --------------------------------------------------------------------------------

dots=
start_dots() {
  [ -t 2 ] || return 0
  (
    trap 'kill "$nap" 2>/dev/null; exit' TERM
    while :; do sleep 2 & nap=$!; wait "$nap"; printf . >&2; done
  ) &
  dots=$!
}
stop_dots() {
  [ -z "$dots" ] || { kill "$dots" && wait "$dots" || :; } 2>/dev/null
  dots=
}

# with_progress LABEL COMMAND...: what it prints goes to the log.
with_progress() {
  label=$1
  shift
  began=$(date +%s)
  if [ -t 2 ]; then printf '%s ' "$label" >&2; else say "$label"; fi
  start_dots
  if "$@" >>"$log" 2>&1 </dev/null; then result=0; else result=$?; fi
  stop_dots
  took="$(($(date +%s) - began)) s"
  if [ "$result" -eq 0 ]; then outcome="done in $took"; else outcome="failed after $took"; fi
  if [ -t 2 ]; then say " $outcome"; else say "  $outcome"; fi
  return "$result"
}

show_log() { [ ! -s "$log" ] || tail -n 15 "$log" | sed 's/^/  /' >&2; }

# --- Packages of Node ------------------------------------------------------------------------

# The copy of the lockfile inside tells which one they were installed from; packages installed by
# hand tell by their age.
has_node_modules() {
  cmp -s package-lock.json node_modules/.installed-lockfile && return
  [ -f node_modules/.package-lock.json ] &&
    ! [ package-lock.json -nt node_modules/.package-lock.json ]
}

# Beside the old ones and then exchanged, so that whoever runs on them never finds half a folder.
install_node_modules() {
  for staging in "$local_folder"/node-*; do # of a set-up that was killed
    is_running "${staging##*-}" || rm -rf "$staging"
  done
  staging=$local_folder/node-$$
  mkdir -p "$staging"
  cp package.json package-lock.json .npmrc "$staging/"
  with_progress 'Installing the packages of package-lock.json ...' npm_ci "$staging" || {
    show_log
    fail 'npm ci failed; the lines above say why.'
  }
  cp package-lock.json "$staging/node_modules/.installed-lockfile"
  if [ -d node_modules ]; then mv node_modules "$staging/old"; fi
  mv "$staging/node_modules" node_modules
  rm -rf "$staging"
}
npm_ci() { (cd "$1" && npm ci --no-audit --no-fund --loglevel=error); }

# --- Servers ---------------------------------------------------------------------------------

missing_servers() {
  [ "$wants_browser" = no ] && [ -n "${DATABASE_URL:-}" ] || has mariadbd || has mysqld || echo mariadb
  [ "$wants_browser" = no ] && [ -n "${REDIS_URL:-}" ] || has redis-server || has valkey-server ||
    echo redis
}

# has NAME: on PATH, in SERVER_PATH, or unpacked by an earlier set-up (as bin/support/binaries.ts
# looks for it).
has() {
  command -v "$1" >/dev/null 2>&1 && return
  old_ifs=$IFS
  IFS=:
  for folder in $server_path; do
    [ ! -x "$folder/$1" ] || { IFS=$old_ifs; return 0; }
  done
  IFS=$old_ifs
  for folder in "$local_folder"/packages/*/usr; do
    for place in sbin bin lib/chromium; do
      [ ! -x "$folder/$place/$1" ] || return 0
    done
  done
  return 1
}

provide_servers() {
  missing=$(missing_servers)
  [ -n "$missing" ] || return 0
  if is_debian; then
    case $missing in *mariadb*redis* | *mariadb*) names=mariadb-server ;; *) names= ;; esac
    case $missing in *redis*) names="$names redis-server" ;; esac
    small=$(echo "$names" | sed 's/mariadb-server/mariadb-server-core mariadb-client-core/')
    if can_be_root; then
      with_progress "Installing$(printf ' %s' $names) with apt ..." apt_install $names || show_log
    else
      with_progress "Unpacking$(printf ' %s' $names) into .local/packages ..." \
        apt_unpack servers "$small" "$names" || show_log
    fi
  fi
  [ -n "$(missing_servers)" ] || return 0
  fail "MariaDB (or MySQL) and Redis (or Valkey) are needed; missing here: $(echo $missing).
Install them, they need not run:
  Debian, Ubuntu   sudo apt-get install --no-install-recommends mariadb-server redis-server
  Fedora           sudo dnf install mariadb-server valkey
  macOS            brew install mariadb redis
or name running ones in DATABASE_URL and REDIS_URL (bin/demo only)."
}

# --- Browser ---------------------------------------------------------------------------------

lacks_browser() {
  [ "$wants_browser" = yes ] && ! has chromium && ! has google-chrome && ! has google-chrome-stable
}

# Without one the browser tests fail and say so; all others still run.
provide_browser() {
  lacks_browser || return 0
  if is_debian; then
    if can_be_root; then
      with_progress 'Installing Chromium with apt (about 200 MB) ...' \
        apt_install chromium fonts-dejavu-core || show_log
    else
      with_progress 'Unpacking Chromium into .local/packages (about 200 MB) ...' \
        apt_unpack browser 'chromium fonts-dejavu-core' || show_log
    fi
  fi
  lacks_browser || return 0
  say 'No Chromium or Chrome found, so the browser tests will fail: install one (Debian: chromium).'
}

# --- apt -------------------------------------------------------------------------------------

is_debian() { command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1; }

sudo=
can_be_root() {
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null && sudo='sudo -n'
}

# Whatever services the packages start or not is left alone: ours run beside them.
apt_install() {
  tries=0
  until $sudo apt-get -q update || [ "$tries" -ge 5 ]; do # another apt may be updating the lists
    tries=$((tries + 1))
    sleep 3
  done
  $sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 \
    install --no-install-recommends "$@"
}

# apt_unpack NAME PACKAGES...: downloads a set of packages with everything that they need and this
# machine lacks, and unpacks it, all of which a normal user may do. Each further argument is a set
# to try when the one before is not to be had. First with the machine's package lists, then with
# lists of our own, because there may be none or they may be old.
apt_unpack() {
  target=$local_folder/packages/$1
  shift
  for lists in of_machine own; do
    if [ "$lists" = own ]; then use_own_lists || return 1; fi
    for set in "$@"; do
      rm -rf "$target.new"
      mkdir -p "$target.new/debs" "$target.new/files"
      fetch_into "$target.new" $set || continue
      for deb in "$target.new"/debs/*.deb; do dpkg -x "$deb" "$target.new/files" || return 1; done
      rm -rf "$target"
      mv "$target.new/files" "$target"
      rm -rf "$target.new"
      return 0
    done
  done
  rm -rf "$target.new"
  return 1
}

use_own_lists() {
  own=$local_folder/apt
  mkdir -p "$own/lists/partial" "$own/cache/archives/partial"
  printf 'Dir::State::Lists "%s";\nDir::Cache "%s";\n' "$own/lists" "$own/cache" >"$own/apt.conf"
  APT_CONFIG=$own/apt.conf
  export APT_CONFIG
  apt-get -q update
}

# A simulated installation names what is missing. A line with an older version in brackets is an
# upgrade of something that is here already: left out.
fetch_into() {
  folder=$1
  shift
  plan=$(apt-get -s install --no-install-recommends "$@") || return 1
  packages=$(echo "$plan" | sed -n 's/^Inst \([^ ]*\) (.*/\1/p')
  [ -n "$packages" ] || return 1
  (cd "$folder/debs" && apt-get -q download $packages)
}

main
