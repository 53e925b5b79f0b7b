# Nodes of both runtimes in one cluster. Sourced by scripts/interop.

# 300 fires become due in a second, and a run takes 200 ms. Two Swift nodes of 8 workers can do 80 runs a second, two Java
# nodes of 15 workers at most 150: neither runtime can do it alone, and both have to take part.
both_fire() {
    echo "Two Java and two Swift nodes fire the same triggers"
    use_database both own
    quartz schedule crowd --one-shots 5000 --recurring 100 --seconds 20 --run-ms 200 --start-in-ms 15000
    sql "$database" -f "$checks/sql/expect_fires.sql"
    java_node 1 15
    java_node 2 15
    swift_node 1 8
    swift_node 2 8
    wait_for 60 "four nodes to start" started 4
    wait_until 180 "all triggers to be done" "SELECT NOT EXISTS (SELECT FROM qrtz_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)"
    stop_nodes

    sql "$database" -c "SELECT count(DISTINCT trigger), count(*) FROM expected" >"$work/asked"
    echo '5100|6000' | same "6,000 fire times of 5,100 triggers were asked for" - "$work/asked"
    compare_fires "each of them was fired once"
    sql "$database" -c "SELECT instance, count(*), round(100.0 * count(*) / sum(count(*)) OVER ())
        FROM ledger GROUP BY instance ORDER BY instance" |
        sed 's/|/ fired /; s/|/, /; s/$/ %/; s/^/          /'
    nothing "each runtime fired a fifth or more" sql "$database" -c "SELECT runtime, count(ledger)
        FROM (VALUES ('java'), ('swift')) AS runtimes (runtime)
        LEFT JOIN ledger ON split_part(instance, '-', 1) = runtime
        GROUP BY runtime HAVING count(ledger) < (SELECT 0.2 * count(*) FROM expected)"
    consistent "the store is consistent"
}
