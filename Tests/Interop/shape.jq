# One shape for what the tool lists and what the Java client dumps, so that the two compare by diff.

# An ISO 8601 time as milliseconds since the epoch.
def milliseconds:
    if . == null then null
    else capture("^(?<whole>[^.Z]+)(\\.(?<fraction>[0-9]+))?Z$")
        | (.whole + "Z" | fromdateiso8601) * 1000 + ((.fraction // "0") + "000" | .[0:3] | tonumber)
    end;

# What is the same in both for each kind of trigger.
def schedule:
    if .type == "simple" then {repeatCount, repeatInterval, timesTriggered}
    elif .type == "cron" then {expression, zone}
    elif .type == "calendarInterval" then
        {unit, interval, zone, preserveHourOfDay, skipDayIfHourDoesNotExist, timesTriggered}
    else {unit, interval, startTimeOfDay, endTimeOfDay, daysOfWeek, repeatCount, timesTriggered} end;

def trigger:
    {key, job, type, description, priority, calendar, data, state, misfire, start, end: .end, next,
        previous} + schedule;

def job: {key, type, description, durable, recover, exclusive, persistsData, data};

# What only one of the two knows is left out: see README.md.
def from_tool:
    {
        smart: 0, ignore: -1, "fire-now": 1, "do-nothing": 2, "now-keep-count": 2, "now-remaining-count": 3,
        "next-remaining-count": 4, "next-keep-count": 5
    } as $codes
    | {
        jobs: (.[0] | map(job)),
        triggers: (.[1] | map(
            .state |= if . == "WAITING" then "NORMAL" else . end
            | .misfire |= $codes[.]
            # Quartz drops the milliseconds of a cron trigger's start as it reads it.
            | .start |= milliseconds
            | if .type == "cron" then .start |= (. / 1000 | floor * 1000) else . end
            | .end |= milliseconds
            | .next = (.nextFireTime | milliseconds)
            | .previous = (.previousFireTime | milliseconds)
            | .zone = .timeZone
            | trigger))
    };

def from_java:
    {
        jobs: (.jobs | map(.key = "\(.group).\(.name)" | job)),
        triggers: (.triggers | map(.key = "\(.group).\(.name)" | .job = "\(.jobGroup).\(.jobName)" | trigger))
    };

def sorted:
    .jobs |= sort_by(.key) | .triggers |= sort_by(.key)
    | if .calendars then .calendars |= sort_by(.name) else . end;
