# Java schedules, a Swift node fires. Sourced by scripts/interop.

# swift_fires_java own|stock: the tables of `carnelian migrate`, or those of Quartz's script, adopted with rows in place
swift_fires_java() {
    echo "A Swift node fires what Java scheduled, on $1 tables"
    use_database "fires_$1" "$1"
    quartz schedule due
    if [ "$1" = stock ]; then
        all_rows >"$work/before"
        "$CARNELIAN_BIN" migrate >/dev/null
        all_rows >"$work/after"
        same "adopting the tables leaves the rows as they are" "$work/before" "$work/after"
    fi
    sql "$database" -f "$checks/sql/expect_fires.sql"

    swift_node 1
    wait_until 60 "the due triggers to be fired" "SELECT NOT EXISTS (SELECT FROM qrtz_fired_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_triggers
            WHERE trigger_group = 'due' AND trigger_name <> 'misfired, next slot')"
    stop_nodes

    # Such a fire stands for the one that was missed an hour ago, and names it.
    sql "$database" >"$work/misfired" -c "WITH removed AS (
            DELETE FROM ledger WHERE trigger = 'due.misfired, fire now' RETURNING scheduled, written_at
        )
        SELECT count(*), bool_and(extract(epoch FROM written_at) - scheduled / 1000.0 BETWEEN 3600 AND 3720) FROM removed"
    echo '1|t' | same "a misfired trigger fires once, now, for the time that was missed" - "$work/misfired"
    compare_fires "each fire time once"
    sql "$database" -c "SELECT DISTINCT trigger FROM ledger WHERE note = 'the trigger''s statement'" >"$work/note"
    echo 'due.own data' | same "the trigger's data goes before the job's" - "$work/note"
    quartz dump | jq -r '.triggers[] | [.name, .state, .next - .start, .timesTriggered] | @csv' >"$work/left"
    printf '%s\n' '"misfired, next slot","NORMAL",86400000,0' '"held","PAUSED",0,0' |
        same "Java reads back what is left: the trigger put off, and the paused one" - "$work/left"
    quartz dump | jq -r '.jobs[].name' >"$work/jobs"
    echo durable | same "the job that is not durable went with its trigger" - "$work/jobs"
    consistent "the store is consistent"
}
