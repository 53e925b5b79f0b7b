# A node dies by kill -9 while it runs a job that asks for recovery: a node of the other runtime runs it again.
# Sourced by scripts/interop.

# each_recovers DYING SURVIVING: of java and swift
each_recovers() {
    echo "A $2 node takes over from a $1 node that is killed"
    use_database "recovers_$1" own
    quartz schedule long
    "$1_node" dying
    local dying=${node_ids[0]}
    wait_until 60 "the job to run" "SELECT EXISTS (SELECT FROM qrtz_fired_triggers WHERE state = 'EXECUTING')"
    "$2_node" surviving
    wait_for 60 "the second node to start" started 2
    kill -9 "$dying"
    wait "$dying" 2>/dev/null || true
    node_ids=("${node_ids[@]:1}")
    wait_until 90 "the recovery" "SELECT EXISTS (SELECT FROM ledger) AND NOT EXISTS (SELECT FROM qrtz_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)"
    sql "$database" -c "SELECT instance, note FROM ledger" >"$work/recovered"
    stop_nodes
    echo "$2-surviving|recovering: true" | same "it ran once, as a recovery" - "$work/recovered"
    consistent "the store is consistent"
}
