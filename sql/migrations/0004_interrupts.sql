-- What Quartz has no place for: that executions were asked to end, from any node. A row without its fire instance means
-- nothing, and goes at the next check-in of any node.
CREATE TABLE IF NOT EXISTS {carnelian}interrupts (
    sched_name   varchar(120) NOT NULL,
    entry_id     varchar(140) NOT NULL, -- the fire instance
    requested_at bigint       NOT NULL, -- ms
    requested_by text         NOT NULL, -- the instance id of the node that asked, or whatever else did
    PRIMARY KEY (sched_name, entry_id)
);
