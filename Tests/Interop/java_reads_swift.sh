# What the tool stored, read back by Quartz's API. Sourced by scripts/interop.

# Every option, each misfire instruction of each kind, and data that is hard to escape.
store_from_swift() {
    local awkward=(
        --data 'unicode=Grüße, 世界 🎉'
        --data 'a key: with #signs!='$'tab\t, line\n, return\r, form\f, backslash \\, = : # !'
        --data 'leading=  two spaces' --data 'empty=' --data "quotes='single' \"double\""
    )
    local window=(--start 2100-01-01T00:00:00.123Z --end 2100-12-31T00:00:00.456Z) misfire
    "$CARNELIAN_BIN" job put 'swift.all fields' --type carnelian.jobs.NoOp --durable --recover \
        --description 'Grüße from Swift' "${awkward[@]}"
    for misfire in smart ignore now-keep-count now-remaining-count next-keep-count; do
        "$CARNELIAN_BIN" trigger put "swift.simple $misfire" --job 'swift.all fields' --every 60001ms --times 1001 \
            "${window[@]}" --priority 9 --misfire "$misfire" --description "misfire $misfire" --data "misfire=$misfire"
    done
    "$CARNELIAN_BIN" trigger put 'swift.simple next-remaining-count' --job 'swift.all fields' --every 2h \
        "${window[@]}" --priority=-3 --misfire next-remaining-count
    "$CARNELIAN_BIN" trigger put 'swift.simple fire-now' --job 'swift.all fields' --at 2100-01-01T01:00:00.123+01:00 \
        --misfire fire-now
    for misfire in smart ignore fire-now do-nothing; do
        "$CARNELIAN_BIN" trigger put "swift.cron $misfire" --job 'swift.all fields' --cron '0 30 2 ? * MON-FRI' \
            --zone Europe/Berlin "${window[@]}" --misfire "$misfire" "${awkward[@]}"
    done
    "$CARNELIAN_BIN" trigger pause --group swift-paused
    "$CARNELIAN_BIN" trigger put swift-paused.paused --job 'swift.all fields' --at 2100-01-01T00:00:00Z
    "$CARNELIAN_BIN" job put bare --type carnelian.jobs.SQL --data 'statement=SELECT 1'
    "$CARNELIAN_BIN" trigger put bare --job bare --at 2100-01-01T00:00:00Z
}

java_reads_swift() {
    echo "Java reads what Swift stored"
    use_database "from_swift" own
    store_from_swift >/dev/null
    quartz dump >"$work/dump"
    jq -S -L "$checks" 'include "shape"; from_java | sorted' "$work/dump" >"$work/java"
    same "every field of every job and trigger is as it was asked for" "$checks/expected/swift.json" "$work/java"
    read_by_swift >"$work/swift"
    same "Java and the tool read the same" "$work/java" "$work/swift"
    jq -c .pausedTriggerGroups "$work/dump" >"$work/paused"
    echo '["swift-paused"]' | same "Java sees the paused group" - "$work/paused"
    next_fire_times_agree
}

# What is stored as the next fire time is where Quartz would have put it, too.
next_fire_times_agree() {
    jq -r '.triggers[]
        | if .type == "CRON" then ["cron", .expression, .zone] else ["simple", .repeatCount, .repeatInterval] end
            + [.start, .end // "", 1]
        | @tsv' "$work/dump" |
        "${java[@]}" carnelian.interop.Main next | jq -c '.fireTimes[0]' >"$work/reckoned"
    jq -c '.triggers[].next' "$work/dump" >"$work/stored"
    same "the next fire times are those that Quartz reckons" "$work/reckoned" "$work/stored"
}
