#!/usr/bin/env bash
# Installs and runs the real PostgreSQL, Redis and Elasticsearch on this machine's loopback:
#     deploy/services.sh start|stop|status
# Everything lies in .services/ (git ignores it) and may be deleted. As root, missing packages are
# installed and an unprivileged account runs the servers, since two of them refuse root; as an
# ordinary user, installed programs are used, or what is missing is named.
# Ports: PG_PORT REDIS_PORT ES_PORT ES_TRANSPORT_PORT. Memory of Elasticsearch: ES_HEAP (1g).
set -euo pipefail
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."
project=$PWD
home=$project/.services
# A second call finds the servers where the first one put them.
# shellcheck disable=SC1091 # written below
[ ! -f "$home/ports" ] || . "$home/ports"
account=postgres
pg_port=${PG_PORT:-54329}
redis_port=${REDIS_PORT:-63799}
es_port=${ES_PORT:-9218}
es_transport_port=${ES_TRANSPORT_PORT:-9318}
es_version=8.19.21
es_artifact=org.elasticsearch.distribution.integ-test-zip:elasticsearch:$es_version:zip
es_copy=org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy
pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)

say() { printf 'services: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }
is_root() { [ "$(id -u)" = 0 ]; }

as_account() { # runs a command as the unprivileged account, from a folder that it may enter
  if is_root; then (cd / && runuser -u "$account" -- "$@"); else (cd / && "$@"); fi
}

# ---- what must be installed

missing_packages() {
  [ -x "$pg_bin/initdb" ] || echo postgresql-15
  command -v redis-server >/dev/null || echo redis-server
  find_java >/dev/null || echo openjdk-17-jre-headless
  command -v python3 >/dev/null || echo python3
  if [ ! -d "$home/elasticsearch-$es_version" ]; then
    command -v mvn >/dev/null || echo maven
    command -v unzip >/dev/null || echo unzip
  fi
}

find_java() { # the folder of a Java 17 or newer
  local candidate version
  for candidate in "${ES_JAVA_HOME:-}" /usr/lib/jvm/*17* /usr/lib/jvm/*2[1-9]* "${JAVA_HOME:-}"; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] || continue
    version=$("$candidate/bin/java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p')
    if [ "${version:-0}" -ge 17 ]; then echo "$candidate"; return 0; fi
  done
  return 1
}

install_missing() {
  local missing
  missing=$(missing_packages | tr '\n' ' ')
  [ -n "$missing" ] || return 0
  is_root || fail "missing: $missing - ask an administrator for: apt-get install $missing"
  say "installing $missing"
  # Debian starts what it installs; ours run on ports of their own and need no such servers.
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of words
  RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
  pg_bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1)
}

# ---- the folder

prepare_folder() {
  if is_root && ! as_account test -x "$project"; then
    # The account cannot pass a closed folder above us: keep the data where it can.
    local outside
    outside=/var/tmp/services-$(printf %s "$project" | sha256sum | cut -c1-12)
    mkdir -p "$outside"
    [ -e "$home" ] || ln -s "$outside" "$home"
    home=$outside
  fi
  mkdir -p "$home/log" "$home/run" "$home/scratch" "$home/snapshots"
  if is_root; then chown "$account": "$home" "$home"/{log,run,scratch,snapshots}; fi
}

# ---- PostgreSQL

start_postgresql() {
  if [ ! -d "$home/postgresql" ]; then
    as_account sh -c "umask 077; od -An -tx1 -N16 /dev/urandom | tr -d ' \n' >'$home/run/pg_password'"
    # C.UTF-8, since plain C knows no Chinese letter.
    as_account "$pg_bin/initdb" -D "$home/postgresql" -U guides -E UTF8 --locale=C.UTF-8 \
      -A scram-sha-256 --pwfile="$home/run/pg_password" >"$home/log/initdb.log"
    as_account tee -a "$home/postgresql/postgresql.conf" >/dev/null <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
shared_buffers = 256MB
CONF
  fi
  postgresql_up || {
    must_be_free "$pg_port" PG_PORT
    as_account "$pg_bin/pg_ctl" -D "$home/postgresql" -l "$home/log/postgresql.log" \
      -o "-p $pg_port" -w -t 60 start >/dev/null ||
      fail "PostgreSQL did not start: $home/log/postgresql.log"
  }
  pg_password=$(as_account cat "$home/run/pg_password")
  export PGPASSWORD=$pg_password
  local psql=("$pg_bin/psql" -h 127.0.0.1 -p "$pg_port" -U guides -qAt)
  [ "$("${psql[@]}" -d postgres -c "SELECT 1 FROM pg_database WHERE datname = 'guides'")" = 1 ] ||
    "${psql[@]}" -d postgres -c 'CREATE DATABASE guides'
}

postgresql_up() { as_account "$pg_bin/pg_ctl" -D "$home/postgresql" status >/dev/null 2>&1; }

# ---- Redis

start_redis() {
  runs "$home/run/redis.pid" redis-server || {
    must_be_free "$redis_port" REDIS_PORT
    launch_redis
  }
  wait_for Redis redis_up 20
}

launch_redis() {
  as_account redis-server --bind 127.0.0.1 --port "$redis_port" --daemonize yes --dir "$home/run" \
    --pidfile "$home/run/redis.pid" --logfile "$home/log/redis.log" --save '' --appendonly no \
    --maxmemory 512mb --maxmemory-policy allkeys-lru >/dev/null
}

redis_up() { [ "$(redis-cli -h 127.0.0.1 -p "$redis_port" ping 2>/dev/null)" = PONG ]; }

# ---- Elasticsearch

fetch_elasticsearch() {
  [ -d "$home/elasticsearch-$es_version" ] && return 0
  say "fetching Elasticsearch $es_version"
  mvn -B -q "$es_copy" -Dartifact="$es_artifact" -DoutputDirectory="$home/scratch" >"$home/log/maven.log" 2>&1 ||
    fail "Elasticsearch could not be fetched: $home/log/maven.log"
  unzip -q "$home/scratch/elasticsearch-$es_version.zip" -d "$home/scratch/unpacked"
  rm "$home/scratch/elasticsearch-$es_version.zip"
  if is_root; then chown -R "$account": "$home/scratch/unpacked"; fi
  mv "$home/scratch/unpacked/elasticsearch-$es_version" "$home/elasticsearch-$es_version"
}

start_elasticsearch() {
  runs "$home/run/elasticsearch.pid" "elasticsearch-$es_version" || {
    must_be_free "$es_port" ES_PORT
    fetch_elasticsearch
    launch_elasticsearch
  }
  wait_for Elasticsearch elasticsearch_up 120
}

launch_elasticsearch() {
  local es=$home/elasticsearch-$es_version
  as_account tee "$es/config/elasticsearch.yml" >/dev/null <<CONF
cluster.name: guides
network.host: 127.0.0.1
http.port: $es_port
transport.port: $es_transport_port
discovery.type: single-node
xpack.security.enabled: false
action.auto_create_index: false
# A developer's full disk must not make indexes read-only.
cluster.routing.allocation.disk.threshold_enabled: false
path.repo: ["$home/snapshots"]
CONF
  as_account env ES_JAVA_HOME="$(find_java)" ES_JAVA_OPTS="-Xms${ES_HEAP:-1g} -Xmx${ES_HEAP:-1g}" \
    ES_TMPDIR="$home/scratch" "$es/bin/elasticsearch" -d -p "$home/run/elasticsearch.pid" \
    >"$home/log/elasticsearch.out" 2>&1 || fail "Elasticsearch did not start: $home/log/elasticsearch.out"
}

elasticsearch_up() {
  python3 - "$es_port" 2>/dev/null <<'PYTHON'
import json, sys, urllib.request
url = f"http://127.0.0.1:{sys.argv[1]}/_cluster/health"
health = json.load(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url, timeout=3))
sys.exit(health["status"] == "red")
PYTHON
}

# ---- all of them

wait_for() { # NAME CHECK SECONDS
  local until=$((SECONDS + $3))
  until "$2"; do
    [ "$SECONDS" -lt "$until" ] || fail "$1 did not answer within $3 s: see $home/log"
    sleep 1
  done
}

write_environment() {
  (umask 077; cat >"$project/.env.services.new" <<ENV
DATABASE_URL=postgresql://guides:$pg_password@127.0.0.1:$pg_port/guides
SEARCH_URL=http://127.0.0.1:$es_port
CACHE_URL=redis://127.0.0.1:$redis_port/0
ENV
  mv "$project/.env.services.new" "$project/.env.services")
}

write_ports() {
  cat >"$home/ports" <<PORTS
: "\${PG_PORT:=$pg_port}" "\${REDIS_PORT:=$redis_port}"
: "\${ES_PORT:=$es_port}" "\${ES_TRANSPORT_PORT:=$es_transport_port}"
PORTS
}

must_be_free() { # PORT VARIABLE
  if (: <"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    fail "port $1 is taken by another server; choose one: $2=… make services"
  fi
}

runs() { # PIDFILE PROGRAM: whether the process of that number still is that program
  local pid
  pid=$(as_account cat "$1" 2>/dev/null) || return 1
  tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q -- "$2"
}

stop_process() { # PIDFILE PROGRAM
  local pid
  runs "$1" "$2" || return 0
  pid=$(as_account cat "$1")
  kill "$pid"
  for _ in $(seq 30); do kill -0 "$pid" 2>/dev/null || return 0; sleep 1; done
  say "$2 (process $pid) does not end"
}

start() {
  install_missing
  prepare_folder
  start_postgresql
  start_redis
  start_elasticsearch
  write_environment
  write_ports
  say "PostgreSQL :$pg_port, Redis :$redis_port, Elasticsearch :$es_port are up; addresses in .env.services"
}

stop() {
  home=$(readlink -f "$home")
  if [ -d "$home" ]; then
    if postgresql_up; then as_account "$pg_bin/pg_ctl" -D "$home/postgresql" -m fast -w stop >/dev/null; fi
    stop_process "$home/run/redis.pid" redis-server
    stop_process "$home/run/elasticsearch.pid" "elasticsearch-$es_version"
  fi
  rm -f "$project/.env.services"
  say "stopped"
}

status() {
  local name
  for name in PostgreSQL Redis Elasticsearch; do
    if "${name,,}_up"; then say "$name is up"; else say "$name is down"; fi
  done
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  status) home=$(readlink -f "$home"); status ;;
  *) fail "use: $0 start|stop|status" ;;
esac
