# What Java stored, listed by the tool. Sourced by scripts/interop.

# read_by_java, read_by_swift: every job and trigger, in one shape
read_by_java() {
    quartz dump | jq -S -L "$checks" 'include "shape"; from_java | sorted'
}

read_by_swift() {
    { "$CARNELIAN_BIN" job list --json; "$CARNELIAN_BIN" trigger list --json; } |
        jq -s -S -L "$checks" 'include "shape"; from_tool | sorted'
}

swift_reads_java() {
    echo "Swift reads what Java stored"
    use_database "from_java" stock
    quartz schedule every-field
    all_rows >"$work/before"
    "$CARNELIAN_BIN" migrate >/dev/null
    all_rows >"$work/after"
    same "adopting the tables leaves the rows as they are" "$work/before" "$work/after"
    read_by_java >"$work/java"
    read_by_swift >"$work/swift"
    jq -r '"\(.jobs | length) \(.triggers | length)"' "$work/java" >"$work/counts"
    echo "2 13" | same "Java stored 2 jobs and 13 triggers" - "$work/counts"
    same "every field of every job and trigger" "$work/java" "$work/swift"
    "$CARNELIAN_BIN" migrate >/dev/null
    all_rows >"$work/after"
    same "reading leaves the rows as they are" "$work/before" "$work/after"
}
