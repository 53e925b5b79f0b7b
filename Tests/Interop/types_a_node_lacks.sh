# Job types for which a live node has no code. Sourced by scripts/interop.

state_is() { answers_yes "SELECT trigger_state = '$2' FROM qrtz_triggers WHERE sched_name = '${3:-interop}' AND trigger_name = '$1'"; }

types_a_node_lacks() {
    echo "A node meets job types that it lacks"
    use_database lacking own
    # Carnelian has the first and Java does not; the reverse for the other.
    carnelian job put shell --type carnelian.jobs.Shell --durable --data command=true
    carnelian job put plain --type carnelian.interop.jobs.Plain --durable
    java_node 1
    wait_for 60 "the node to start" started 1
    carnelian trigger put shell --job shell --at 2026-01-01T00:00:00Z --misfire ignore
    wait_for 30 "the Java node to give up the type that it lacks" state_is shell ERROR
    passed "a Java node puts a trigger into ERROR whose job's class it lacks"
    # Under a scheduler name of its own the same job is out of the Java node's reach.
    CARNELIAN_SCHEDULER=swift carnelian job put shell --type carnelian.jobs.Shell --durable --data command=true
    CARNELIAN_SCHEDULER=swift carnelian trigger put apart --job shell --every 500ms --start 2026-01-01T00:00:00Z \
        --misfire next-remaining-count
    CARNELIAN_SCHEDULER=swift run_node node-swift-apart "$CARNELIAN_BIN" node --instance-id swift-apart --allow shell
    wait_for 30 "the other scheduler's trigger to be fired" answers_yes "SELECT times_triggered > 2
        FROM qrtz_simple_triggers WHERE sched_name = 'swift'"
    state_is apart ERROR swift || passed "under another scheduler name, on the same tables, it is fired by a Swift node"
    stop_nodes

    run_node node-swift-shell "$CARNELIAN_BIN" node --instance-id swift-shell --allow shell --check-in-interval 1s
    carnelian trigger put plain --job plain --at 2026-01-01T00:00:00Z --misfire ignore
    start_client
    by_java reset trigger DEFAULT.shell >/dev/null
    stop_client
    wait_until 30 "the Swift node to fire what Java reset" "SELECT NOT EXISTS (SELECT FROM qrtz_triggers
        WHERE sched_name = 'interop' AND trigger_name = 'shell')"
    passed "reset from ERROR, a Swift node fires it, which has the type"
    # The Swift node took a trigger that came later; this one was due all the time.
    if state_is plain WAITING && answers_yes "SELECT NOT EXISTS (SELECT FROM qrtz_fired_triggers)"; then
        passed "a Swift node leaves a due trigger alone whose type it lacks"
    else
        failed "a Swift node leaves a due trigger alone whose type it lacks"
    fi
    java_node 2
    wait_until 30 "the Java node to fire it" "SELECT NOT EXISTS (SELECT FROM qrtz_triggers WHERE sched_name = 'interop')"
    passed "a Java node that has the type fires it"
    stop_nodes
}
