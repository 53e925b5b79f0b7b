# Node processes of a script: start, wait, stop. Sourced; needs $work, a scratch folder. Ends only what it started.

node_ids=()

# run_node NAME COMMAND…: a program, not a function, so that the signal reaches it; prints to $work/NAME.out and .err
run_node() {
    local name=$1; shift
    "$@" >"$work/$name.out" 2>"$work/$name.err" &
    node_ids+=($!)
}

# stop_nodes: SIGTERM to all, and the end of each
stop_nodes() {
    [ ${#node_ids[@]} -gt 0 ] || return 0
    kill "${node_ids[@]}"
    wait "${node_ids[@]}" || true
    node_ids=()
}

# kill_first_node: SIGKILL to the one that was started first
kill_first_node() {
    kill -9 "${node_ids[0]}"
    wait "${node_ids[0]}" 2>/dev/null || true
    node_ids=("${node_ids[@]:1}")
}

kill_nodes() {
    [ ${#node_ids[@]} -gt 0 ] || return 0
    kill -9 "${node_ids[@]}" 2>/dev/null || true
    wait "${node_ids[@]}" 2>/dev/null || true
}

# wait_for SECONDS WHAT COMMAND…
wait_for() {
    local deadline=$((SECONDS + $1)) limit=$1 what=$2; shift 2
    until "$@"; do
        if [ $SECONDS -ge $deadline ]; then
            echo "gave up after $limit s waiting for $what" >&2
            tail -n 5 "$work"/node*.err >&2
            return 1
        fi
        sleep 0.1
    done
}

# started COUNT: whether that many nodes say that they acquire
started() {
    [ "$(cat "$work"/node*.out | grep -c '"started"')" = "$1" ]
}
