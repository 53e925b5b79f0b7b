# Questions about fire times, answered by the tool and by Quartz. Sourced by scripts/interop.

fire_times_agree() {
    echo "Both runtimes reckon the same fire times"
    local questions="$checks/questions/fire_times.jsonl" answer='if .error then "refused" else .fireTimes end'
    jq -r 'if .type == "cron" then [.type, .expression, .timeZone] else [.type, .repeatCount, .repeatInterval] end
            + [.start, .end // "", .count]
        | @tsv' "$questions" |
        "${java[@]}" carnelian.interop.Main next | jq -c "$answer" | paste "$questions" - >"$work/java"
    "$CARNELIAN_BIN" next --stdin <"$questions" | jq -c "$answer" | paste "$questions" - >"$work/swift"
    same "the answers to $(grep -c . "$questions") questions" "$work/java" "$work/swift"
}
