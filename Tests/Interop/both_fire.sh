# Nodes of both runtimes in one cluster. Sourced by scripts/interop.

both_fire() {
    echo "Two Java and two Swift nodes fire the same triggers"
    use_database both own
    java_node 1
    java_node 2
    swift_node 1
    swift_node 2
    wait_for 60 "four nodes to start" started 4
    quartz schedule crowd --one-shots 1000 --recurring 20
    sql "$database" -f "$checks/sql/expect_fires.sql"
    wait_until 120 "all triggers to be done" "SELECT NOT EXISTS (SELECT FROM qrtz_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)"
    stop_nodes

    sql "$database" -c "SELECT count(*) FROM expected" >"$work/asked"
    echo 1330 | same "1,330 fire times were asked for" - "$work/asked"
    compare_fires "each of them was fired once"
    sql "$database" -c "SELECT instance, count(*) FROM ledger GROUP BY instance ORDER BY instance" |
        sed 's/|/ fired /; s/^/          /'
    sql "$database" -c "SELECT DISTINCT split_part(instance, '-', 1) FROM ledger ORDER BY 1" >"$work/runtimes"
    printf '%s\n' java swift | same "both runtimes fired" - "$work/runtimes"
    consistent "the store is consistent"
}
