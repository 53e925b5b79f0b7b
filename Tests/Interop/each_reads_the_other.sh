# Each runtime stores the same matrix of jobs, triggers and calendars, and each reads what the other stored. Sourced by
# scripts/interop.

facts() { jq '[paths(type != "object" and type != "array")] | length' "$1"; }

# in_java, in_swift: everything that is stored, in the shape of the matrix
in_java() {
    quartz dump | jq -S -L "$checks" 'include "shape"; . as $all | from_java + ($all | {calendars, pausedTriggerGroups}) | sorted'
}

in_swift() {
    {
        "$CARNELIAN_BIN" job list --json; "$CARNELIAN_BIN" trigger list --json; "$CARNELIAN_BIN" calendar list --json
        "$CARNELIAN_BIN" status --json
    } | jq -s -S -L "$checks" 'include "shape"; . as $all
        | from_tool + {calendars: ($all[2] | map(del(.triggerCount))), pausedTriggerGroups: ($all[3].pausedGroups | sort)}
        | sorted'
}

carnelian() { "$CARNELIAN_BIN" "$@" >/dev/null; }

without_next() { jq -S 'del(.triggers[].next)' "$@"; }
next_fire_times() { jq -c '.triggers[] | [.key, .next]' "$1"; }

each_reads_the_other() {
    echo "Each runtime reads what the other stored"
    local TZ=UTC
    export TZ
    jq -n -L "$checks" -f "$checks/matrix/matrix.jq" >"$work/matrix"
    jq -S -L "$checks" 'include "shape"; sorted' "$work/matrix" >"$work/asked"

    use_database stored_by_java stock
    quartz store <"$work/matrix"
    all_rows >"$work/before"
    carnelian migrate
    all_rows >"$work/after"
    same "adopting the tables leaves the rows as they are" "$work/before" "$work/after"
    in_swift >"$work/java_in_swift"
    sql "$database" -f "$checks/sql/rows.sql" >"$work/java_rows"
    without_next "$work/java_in_swift" >"$work/read"
    same "Swift reads all $(facts "$work/asked") facts that Java stored" "$work/asked" "$work/read"
    carnelian migrate
    all_rows >"$work/after"
    same "reading leaves the rows as they are" "$work/before" "$work/after"

    use_database stored_by_swift own
    jq -r -f "$checks/matrix/commands.jq" "$work/matrix" >"$work/commands"
    . "$work/commands"
    in_java >"$work/swift_in_java"
    in_swift >"$work/swift_in_swift"
    sql "$database" -f "$checks/sql/rows.sql" >"$work/swift_rows"
    without_next "$work/swift_in_swift" >"$work/read"
    same "Swift reads them, too" "$work/asked" "$work/read"
    without_next "$work/swift_in_java" >"$work/read"
    same "Java reads all $(facts "$work/asked") facts that Swift stored" "$work/asked" "$work/read"
    next_fire_times "$work/java_in_swift" >"$work/by_java"
    next_fire_times "$work/swift_in_java" >"$work/by_swift"
    same "both reckoned the same $(jq '.triggers | length' "$work/asked") next fire times" "$work/by_java" "$work/by_swift"
    same "the $(grep -c . "$work/java_rows") rows are equal, column by column" "$work/java_rows" "$work/swift_rows"
}

# Triggers beyond Quartz are rows that Quartz's API reads, as what it knows that is nearest.
java_reads_what_is_beyond_it() {
    echo "Java reads triggers that Quartz does not know"
    use_database beyond own
    local more=(--job beyond --start 2100-01-01T00:00:00Z)
    carnelian job put beyond --type carnelian.jobs.NoOp --durable
    carnelian trigger put delay "${more[@]}" --delay 90s --times 5 --misfire fire-now
    carnelian trigger put rule "${more[@]}" --rrule 'FREQ=MONTHLY;BYDAY=-1FR' --zone Europe/Berlin
    carnelian trigger put jitter "${more[@]}" --every 5m --jitter 30s --misfire catch-up:12:1h
    carnelian trigger put threshold "${more[@]}" --cron '0 0 2 * * ?' --misfire-threshold 0s --gap skip --overlap both
    carnelian trigger put zone "${more[@]}" --daily-interval '1 hour' --zone Asia/Tokyo
    in_java | jq -c '.triggers[] | [.key, .type, .state, .misfire]' >"$work/read"
    # Catching up is Quartz's "ignore": every missed fire, which is what a threshold of its own asks Quartz for, too.
    printf '%s\n' '["DEFAULT.delay","simple","NORMAL",1]' '["DEFAULT.jitter","simple","NORMAL",-1]' \
        '["DEFAULT.rule","calendarInterval","NORMAL",0]' '["DEFAULT.threshold","cron","NORMAL",-1]' \
        '["DEFAULT.zone","dailyTimeInterval","NORMAL",0]' | same "each has a type of Quartz's" - "$work/read"
    in_java | jq -c '.triggers[] | [.key, .next]' >"$work/by_java"
    in_swift | jq -c '.triggers[] | [.key, .next]' >"$work/by_swift"
    same "both read the same next fire times" "$work/by_swift" "$work/by_java"
}

swift_reads_java_objects() {
    echo "Swift reads data that Java stored as object streams"
    use_database object_streams own
    quartz schedule objects --use-properties false
    sql "$database" -c "SELECT count(*) FROM qrtz_job_details JOIN qrtz_triggers AS t USING (sched_name, job_name, job_group)
        WHERE substr(qrtz_job_details.job_data, 1, 4) = '\xaced0005'
            AND (substr(t.job_data, 1, 4) = '\xaced0005' OR t.trigger_name = 'no objects')" >"$work/streams"
    echo 2 | same "the data is in object streams" - "$work/streams"
    local data list
    data=$(jq -n '{
        unicode: "Grüße, 世界 🎉", "a key: with #signs!": "tab\t, line\n, return\r, form\f, backslash \\, = : # !",
        leading: "  two spaces", empty: "", quotes: "\u0027single\u0027 \"double\"", int: "-2147483648",
        long: "9223372036854775807", boolean: "true", double: "0.1", float: "2.5", char: "ß",
        date: "2100-01-01T00:00:00.123Z", null: ""
    }')
    jq -n --argjson data "$data" '{"java.no objects": {}, "java.objects": $data}' | jq -S . >"$work/asked"
    for list in jobs triggers; do
        in_swift | jq -S --arg list "$list" '{"java.no objects": {}} + (.[$list] | map({(.key): .data}) | add)' >"$work/read"
        same "Swift reads $(jq '.["java.objects"] | length' "$work/asked") entries of 9 classes in the data of $list" \
            "$work/asked" "$work/read"
    done
}
