# A private PostgreSQL in $work, a scratch folder of the caller's. Sourced. Sets $port and $PGHOST, $PGPORT, $PGUSER.

# The newest installed server's programs.
server_bin() {
    find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin | sort -V | tail -1
}

# The server refuses to run as root.
as_server_user() {
    if [ "$(id -u)" -eq 0 ]; then
        (cd / && runuser -u postgres -- "$@")
    else
        "$@"
    fi
}

# server_start SETTING=VALUE…
server_start() {
    local settings=() setting
    for setting in "$@"; do settings+=(-c "$setting"); done
    bin=$(server_bin)
    mkdir -p "$work/server"
    [ "$(id -u)" -eq 0 ] && chmod 711 "$work" && chown postgres "$work/server"
    as_server_user "$bin/initdb" -D "$work/server/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 \
        >"$work/initdb.log"
    local attempt
    for attempt in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 20000))
        if as_server_user "$bin/pg_ctl" -D "$work/server/data" -l "$work/server/log" -w -s start \
            -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$work/server ${settings[*]}"; then
            export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres
            return
        fi
    done
    echo "PostgreSQL did not start; its log: " >&2
    tail -5 "$work/server/log" >&2
    return 1
}

server_stop() {
    [ -z "${port:-}" ] || as_server_user "$bin/pg_ctl" -D "$work/server/data" -m immediate -s stop || true
}

# database_url NAME: as libpq and the Java programs read it
database_url() {
    echo "postgresql://postgres@127.0.0.1:$port/$1"
}

sql() {
    psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$@"
}
