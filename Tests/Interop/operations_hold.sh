# Pause, resume, store and delete on one side: what both sides say afterwards, and what a live node of the other runtime
# still fires. Sourced by scripts/interop.

# One step a line: the operation, then the triggers that are NORMAL, those that are PAUSED, and the paused groups.
# "(other)" is done by the other side. Storing a trigger of a new group while all are paused makes Java, and not Carnelian,
# remember the group: "OPERATOR:c" is there if the operator is Java.
operation_steps() {
    cat <<'STEPS'
put trigger b.2 jobs.y | a.1 a.2 b.1 b.2 | |
pause trigger a.1 | a.2 b.1 b.2 | a.1 |
(other) resume trigger a.1 | a.1 a.2 b.1 b.2 | |
pause job jobs.x | a.2 b.2 | a.1 b.1 |
resume job jobs.x | a.1 a.2 b.1 b.2 | |
pause group a | b.1 b.2 | a.1 a.2 | a
put trigger a.3 jobs.x | b.1 b.2 | a.1 a.2 a.3 | a
(other) put trigger a.4 jobs.x | b.1 b.2 | a.1 a.2 a.3 a.4 | a
resume trigger a.4 | a.4 b.1 b.2 | a.1 a.2 a.3 | a
resume group a | a.1 a.2 a.3 a.4 b.1 b.2 | |
pause group empty | a.1 a.2 a.3 a.4 b.1 b.2 | | empty
pause all | | a.1 a.2 a.3 a.4 b.1 b.2 | _$_ALL_GROUPS_PAUSED_$_ a b empty
put trigger c.1 jobs.y | | a.1 a.2 a.3 a.4 b.1 b.2 c.1 | _$_ALL_GROUPS_PAUSED_$_ a b OPERATOR:c empty
(other) put trigger d.1 jobs.y | | a.1 a.2 a.3 a.4 b.1 b.2 c.1 d.1 | _$_ALL_GROUPS_PAUSED_$_ a b OPERATOR:c OTHER:d empty
delete trigger d.1 | | a.1 a.2 a.3 a.4 b.1 b.2 c.1 | _$_ALL_GROUPS_PAUSED_$_ a b OPERATOR:c OTHER:d empty
(other) resume all | a.1 a.2 a.3 a.4 b.1 b.2 c.1 | | REMAINING
delete trigger a.3 | a.1 a.2 a.4 b.1 b.2 c.1 | | REMAINING
delete job jobs.y | a.1 a.4 b.1 | | REMAINING
STEPS
}

# start_client, stop_client: one process of Quartz's API that answers operations
start_client() {
    coproc client { quartz operate 2>"$work/client.err"; }
    # Shells below this one have no part in the descriptors of a coprocess itself.
    exec {to_client}>&"${client[1]}" {from_client}<&"${client[0]}" {client[1]}>&-
}

stop_client() {
    local process=$client_PID
    exec {to_client}>&- {from_client}<&-
    wait "$process" || true
}

# by_java WORD…, by_swift WORD…: one operation
by_java() {
    local answer
    echo "$*" >&"$to_client"
    read -r -t 60 answer <&"$from_client"
    echo "$answer"
}

by_swift() {
    case "$1 $2" in
        'put trigger') "$CARNELIAN_BIN" trigger put "$3" --job "$4" --every 200ms --misfire next-remaining-count ;;
        'pause all' | 'resume all') "$CARNELIAN_BIN" trigger "$1" --all ;;
        'pause group' | 'resume group') "$CARNELIAN_BIN" trigger "$1" --group "$3" ;;
        *) "$CARNELIAN_BIN" "$2" "$1" "$3" ;;
    esac
}

viewed_by_java() { by_java view | jq -S -c .; }

# What a node has claimed or runs is NORMAL to Quartz.
viewed_by_swift() {
    { "$CARNELIAN_BIN" trigger list --json; "$CARNELIAN_BIN" status --json; } | jq -s -S -c '{
        states: (.[0] | map({(.key): (.state | if . == "WAITING" or . == "ACQUIRED" then "NORMAL" else . end)}) | add // {}),
        pausedGroups: .[1].pausedGroups | sort
    }'
}

# fires_only TRIGGERS: whether what was fired within the last 0.7 s is just that
fires_only() {
    [ "$(sql "$database" -c "SELECT string_agg(DISTINCT trigger, ' ' ORDER BY trigger) FROM ledger
        WHERE written_at > clock_timestamp() - interval '0.7 s'")" = "$1" ]
}

# operations_hold OPERATOR: java or swift; a node of the other runtime is live
operations_hold() {
    local operator=$1 other=java step normal paused groups actor expected view count=0
    [ "$1" = swift ] || other=swift
    echo "Operations by $operator hold on a live $other node, and both sides say the same"
    use_database "operations_$operator" own
    start_client
    for step in 'put job jobs.x' 'put job jobs.y' 'put trigger a.1 jobs.x' 'put trigger a.2 jobs.y' 'put trigger b.1 jobs.x'; do
        by_java $step >/dev/null
    done
    "${other}_node" 1
    wait_for 60 "the node to start" started 1
    while IFS='|' read -r step normal paused groups; do
        read -r step <<<"$step"; read -r normal <<<"$normal"; read -r paused <<<"$paused"; read -r groups <<<"$groups"
        actor=$operator
        [ "${step#(other) }" = "$step" ] || actor=$other
        "by_$actor" ${step#(other) } >/dev/null
        if [ "$operator" = java ]; then
            groups=${groups/OPERATOR:/}; groups=${groups/OTHER:d /}
        else
            groups=${groups/OPERATOR:c /}; groups=${groups/OTHER:/}
        fi
        if [ "$groups" = REMAINING ]; then
            # Quartz forgets the groups that have triggers, and leaves the others paused for ever. Carnelian forgets all.
            if [ "$operator" = java ]; then groups=; else groups='d empty'; fi
        fi
        expected=$(jq -n -S -c --arg normal "$normal" --arg paused "$paused" --arg groups "$groups" '{
            states: (($normal | split(" ") | map({(.): "NORMAL"})) + ($paused | split(" ") | map({(.): "PAUSED"})) | add // {}),
            pausedGroups: ($groups | split(" ") | sort)
        }')
        for view in java swift; do
            "viewed_by_$view" >"$work/view"
            [ "$(cat "$work/view")" = "$expected" ] || same "$step, by $actor: $view's view" - "$work/view" <<<"$expected"
        done
        wait_for 20 "just $normal to be fired after: $step, by $actor" fires_only "$normal" || failed "$step, by $actor: what fires"
        count=$((count + 1))
    done < <(operation_steps)
    passed "$count operations: states and paused groups in both views, and what the node fires"
    stop_client
    stop_nodes
}
