# The tool's commands that store the matrix, as a shell script.

def option($name; $value): if $value == null then [] else ["--\($name)", $value] end;
def flag($name; $value): if $value then ["--\($name)"] else [] end;
def data: .data | to_entries | map("--data", "\(.key)=\(.value)");
# Milliseconds as the tool reads times.
def time: if . == null then null else (. / 1000 | floor | todate | rtrimstr("Z")) + ".\(. % 1000 + 1000 | tostring[1:])Z" end;
def steps: "\(.interval) \(.unit | ascii_downcase)" + if .interval == 1 then "" else "s" end;
def days: map(["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"][. - 1]) | join(",");
def times: if .repeatCount == -1 then null else "\(.repeatCount + 1)" end;

def misfire:
    if .misfire == -1 then "ignore" elif .misfire == 0 then "smart" elif .misfire == 1 then "fire-now"
    elif .type != "simple" then "do-nothing"
    else ["now-keep-count", "now-remaining-count", "next-remaining-count", "next-keep-count"][.misfire - 2] end;

def schedule:
    if .type == "simple" and .repeatCount == 0 then ["--at", (.start | time)]
    else option("start"; .start | time) + if .type == "simple" then ["--every", "\(.repeatInterval)ms"] + option("times"; times)
        elif .type == "cron" then ["--cron", .expression, "--zone", .zone]
        elif .type == "calendarInterval" then
            ["--calendar-interval", steps, "--zone", .zone] + flag("preserve-hour-of-day"; .preserveHourOfDay)
            + flag("skip-day-if-hour-does-not-exist"; .skipDayIfHourDoesNotExist)
        elif .type == "dailyTimeInterval" then
            ["--daily-interval", steps, "--from", .startTimeOfDay, "--to", .endTimeOfDay, "--days", (.daysOfWeek | days)]
            + option("times"; times)
        else error(.type) end
    end;

(.pausedTriggerGroups[] | ["trigger", "pause", "--group", .]),
(.calendars[] | ["calendar", "put", .name, "--file", "/dev/fd/3", .]),
(.jobs[] | ["job", "put", .key, "--type", .type] + flag("durable"; .durable) + flag("recover"; .recover)
    + flag("exclusive"; .exclusive) + flag("persists-data"; .persistsData) + option("description"; .description) + data),
(.triggers[] | ["trigger", "put", .key, "--job", .job, "--misfire", misfire, "--priority", "\(.priority)"]
    + option("description"; .description) + option("calendar"; .calendar) + option("end"; .end | time) + schedule + data)
| if .[0] == "calendar" then "carnelian \(.[:-1] | @sh) 3<<<\(.[-1] | tojson | @sh)" else "carnelian \(@sh)" end
