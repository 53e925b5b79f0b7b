# One shape for what the tool lists and what the Java client dumps, so that the two compare by diff.

# An ISO 8601 time as milliseconds since the epoch.
def milliseconds:
    if . == null then null
    else capture("^(?<whole>[^.Z]+)(\\.(?<fraction>[0-9]+))?Z$")
        | (.whole + "Z" | fromdateiso8601) * 1000 + ((.fraction // "0") + "000" | .[0:3] | tonumber)
    end;

# What only one of the two knows is left out: see README.md.
def from_tool:
    {
        smart: 0, ignore: -1, "fire-now": 1, "do-nothing": 2, "now-keep-count": 2, "now-remaining-count": 3,
        "next-remaining-count": 4, "next-keep-count": 5
    } as $codes
    | {
        jobs: (.[0] | map({key, type, description, durable, recover, data})),
        triggers: (.[1] | map(.type as $type |
            {key, job, type, description, priority, calendar, data}
            + {
                state: (if .state == "WAITING" then "NORMAL" else .state end), misfire: $codes[.misfire],
                # Quartz drops the milliseconds of a cron trigger's start as it reads it.
                start: (.start | milliseconds | if $type == "cron" then . / 1000 | floor * 1000 else . end), end: (.end | milliseconds), next: (.nextFireTime | milliseconds),
                previous: (.previousFireTime | milliseconds)
            }
            + if .type == "simple" then {repeatCount, repeatInterval, timesTriggered}
                else {expression, zone: .timeZone} end))
    };

def from_java:
    {
        jobs: (.jobs | map({key: "\(.group).\(.name)", type, description, durable, recover, data})),
        triggers: (.triggers | map(
            {
                key: "\(.group).\(.name)", job: "\(.jobGroup).\(.jobName)", type: (.type | ascii_downcase), description,
                priority, calendar, data, state, misfire, start, end: .end, next,
                previous
            }
            + if .type == "SIMPLE" then {repeatCount, repeatInterval, timesTriggered} else {expression, zone} end))
    };

def sorted: .jobs |= sort_by(.key) | .triggers |= sort_by(.key);
