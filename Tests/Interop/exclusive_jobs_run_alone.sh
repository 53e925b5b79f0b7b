# Exclusive jobs with many due triggers on nodes of both runtimes, one of which dies. Sourced by scripts/interop.

# exclusive_jobs_run_alone DYING: java or swift
exclusive_jobs_run_alone() {
    echo "Exclusive jobs run alone on two Java and two Swift nodes, while a $1 node is killed"
    use_database "exclusive_$1" own
    sql "$database" -f "$checks/sql/runs.sql"
    # Quartz reads from the annotation of its class whether a job is exclusive: this one has it.
    local classes=$work/exclusive
    [ -d "$classes" ] || javac -Xlint:all -Werror -d "$classes" -cp "$work/classes:$quartz_jars" \
        "$checks/exclusive/carnelian/jobs/SQL.java"
    java -cp "$classes:$work/classes:$quartz_jars" "${java_settings[@]}" carnelian.interop.Main schedule alone \
        --jobs 10 --one-shots 30 --run-ms 100 --start-in-ms 5000 --database-url "$CARNELIAN_DATABASE_URL" --scheduler interop
    sql "$database" -f "$checks/sql/expect_fires.sql"
    # One worker more than there are jobs: no node is too busy to begin a second run of one.
    if [ "$1" = java ]; then java_node dying 11 "$classes"; else swift_node dying 11; fi
    if [ "$1" = java ]; then swift_node 1 11; else java_node 1 11 "$classes"; fi
    java_node 2 11 "$classes"
    swift_node 2 11
    wait_for 60 "four nodes to start" started 4
    # A run is short: the database itself looks for one.
    sql "$database" -c "SET statement_timeout = '60s'; DO \$\$ BEGIN
        WHILE NOT EXISTS (SELECT FROM qrtz_fired_triggers WHERE instance_name = '$1-dying' AND state = 'EXECUTING') LOOP
            PERFORM pg_sleep(0.003);
        END LOOP;
    END \$\$"
    kill_first_node
    sql "$database" -c "SELECT count(*) FROM qrtz_fired_triggers WHERE instance_name = '$1-dying' AND state = 'EXECUTING'" |
        sed 's/$/ jobs were running there/; s/^/          /'
    wait_until 120 "all triggers to be done" "SELECT NOT EXISTS (SELECT FROM qrtz_triggers)
        AND NOT EXISTS (SELECT FROM qrtz_fired_triggers)"
    stop_nodes

    sql "$database" -c "SELECT count(DISTINCT split_part(trigger, '.', 1)), count(*) FROM expected" >"$work/asked"
    echo '10|400' | same "400 fires of 10 jobs were asked for" - "$work/asked"
    nothing "each was run, twice only where its first run was cut off" sql "$database" -c "
        SELECT expected.*, count(runs), count(runs) FILTER (WHERE NOT recovering) FROM expected
        LEFT JOIN runs ON job = 'ledger.' || split_part(expected.trigger, '.', 1) AND runs.scheduled = expected.scheduled
        GROUP BY 1, 2 HAVING count(runs) NOT BETWEEN 1 AND 2 OR count(runs) FILTER (WHERE NOT recovering) > 1
            OR count(runs) FILTER (WHERE recovering) > 1"
    nothing "no run of a Swift node overlaps another of the same job" sql "$database" -f "$checks/sql/overlaps.sql"
    # A Java node that cannot fire a claim, because another Java node fired the job, makes it WAITING while the job executes.
    sql "$database" -c "SELECT count(*) FROM runs AS one JOIN runs AS other ON one.job = other.job AND one.ctid <> other.ctid
            AND one.started <= other.started AND other.started <= one.ended
        WHERE one.instance LIKE 'java-%' AND other.instance LIKE 'java-%'" |
        sed 's/$/ overlaps of Java nodes among themselves: a fault of Quartz/; s/^/          /'
    sql "$database" -c "SELECT instance, count(*), count(*) FILTER (WHERE recovering) FROM runs GROUP BY instance
        ORDER BY instance" | sed 's/|/ ran /; s/|/, /; s/$/ of them recoveries/; s/^/          /'
    # Who runs how much is left open: Java nodes claim far ahead, and a Swift node waits for their claims. But the node that
    # was killed was running some, whichever it was.
    nothing "some were recovered" sql "$database" -c "SELECT 'no recovery' WHERE NOT EXISTS (
        SELECT FROM runs WHERE recovering)"
    consistent "the store is consistent"
}
