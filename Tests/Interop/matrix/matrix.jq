# What both runtimes store and read back from each other, in the shape of shape.jq: jobs with every combination of flags,
# triggers of every kind with every misfire code, calendars of every kind and chains of them, paused groups.
#
# Columns that do not depend on each other go round in cycles of different lengths, so that most pairs of values meet.

# The same numbers on every run: `number(n)` is the n-th, from 0 to 2147483646.
def number($n): reduce range(3) as $_ (($n * 7919 + 104729) % 2147483647; . * 16807 % 2147483647);
def turn($n; $values): $values[$n % ($values | length)];

# A character: control, ASCII, Latin-1, of the basic plane, or beyond it. NUL cannot be an argument of a command.
def character($n):
    number($n) as $r
    | ($n % 5) as $plane
    | if $plane == 0 then 1 + $r % 31
      elif $plane == 1 then 32 + $r % 95
      elif $plane == 2 then 160 + $r % 96
      elif $plane == 3 then 256 + $r % 55040
      else 65536 + $r % 1048576 end;
def text($n; $length): [range($length) | character($n * 977 + . * 13)] | implode;

# Keys without "=", which ends the key in the tool's --data.
def random_data($n):
    reduce range(1 + $n % 7) as $i ({}; . + {(text($n * 100 + $i; 1 + $i) | gsub("="; "-")): text($n * 100 + 50 + $i; $i * 3)});

def awkward: {
    "unicode": "Grüße, 世界 🎉", "a key: with #signs!": "tab\t, line\n, return\r, form\f, backslash \\, = : # !",
    "leading": "  two spaces", " key": "trailing ", "empty": "", "quotes": "'single' \"double\"", "#comment": "!",
    "line\\u0041": "\\u0041 \\n \\", "continued\\": "\\\n  next", "bell\u0007\u007f\u0080": "\u001b\u009f\u00a0\ufeff",
    "long": ("0123456789" * 500)
};

def descriptions: [null, "plain", "Grüße aus Köln 🎉", "line\nbreak\ttab", "'quotes' \"double\" \\ % _ $1", ("d" * 250)];
def data($n): turn($n; [{}, {a: "1"}, awkward, random_data($n), {" ": "a blank key"}, random_data($n + 1000)]);

def types: [
    "carnelian.interop.jobs.Plain", "carnelian.interop.jobs.Exclusive", "carnelian.interop.jobs.Persisting",
    "carnelian.interop.jobs.ExclusivePersisting"
];
def jobs:
    [
        (range(16) as $n | {
            key: (turn($n; ["DEFAULT", "jobs", "Gruppe Ü", "50%_off"]) + "."
                + turn($n; ["a job \($n)", "dots.in.name \($n)", "'quoted' \($n)"])),
            type: types[$n % 4], exclusive: ($n % 2 == 1), persistsData: ($n / 2 % 2 | floor == 1),
            durable: ($n / 4 % 2 | floor == 1), recover: ($n / 8 % 2 | floor == 1),
            description: turn($n; descriptions), data: data($n)
        }),
        # As long as the columns allow, and one map after the other.
        {
            key: (("g" * 200) + "." + ("n" * 200)), type: types[0], exclusive: false, persistsData: false, durable: true,
            recover: false, description: null, data: {}
        },
        (range(24) | {
            key: "data.random \(.)", type: types[0], exclusive: false, persistsData: false, durable: true, recover: false,
            description: null, data: random_data(. + 100)
        })
    ];

def calendar($type): {type: $type, timeZone: "Europe/Berlin", description: null, base: null};
def calendars:
    [
        calendar("none") + {name: "none", description: "excludes nothing"},
        calendar("annual") + {name: "annual", days: ["01-01", "02-29", "12-25"]},
        calendar("cron") + {name: "cron", expression: "* 0-10 3,18 ? * *", timeZone: "America/New_York"},
        calendar("daily") + {name: "daily", from: "12:10:00", to: "13:29:59.999", inverted: false},
        calendar("daily") + {name: "daily, inverted", from: "00:20:00", to: "23:49:59.500", inverted: true, timeZone: "UTC"},
        calendar("holiday") + {name: "holiday", dates: ["2100-01-04", "2100-12-24"], timeZone: "Asia/Kolkata"},
        calendar("monthly") + {name: "monthly", days: [1, 15, 28, 31], timeZone: null},
        calendar("weekly") + {name: "weekly", days: [1, 7], description: "Wochenende in Köln"},
        calendar("weekly") + {name: "weekly, no day", days: []},
        calendar("weekly") + {
            name: "chain", days: [7],
            base: (calendar("daily") + {
                from: "22:00:00", to: "23:00:00", inverted: false, description: "nights",
                base: (calendar("annual") + {
                    days: ["01-06"], timeZone: "UTC",
                    base: (calendar("holiday") + {dates: ["2100-02-02"]} | .base = (calendar("cron") + {expression: "* * * 31 * ?"}))
                })
            })
        },
        calendar("holiday") + {name: "Feiertage % _ 'NRW'", dates: [], base: (calendar("monthly") + {days: [2]})}
    ];

# Starts in the year 2100, so that nothing fires. Java keeps whole seconds of a cron trigger's start.
def start($n): 4102482667000 + 86400000 * $n + turn($n; [0, 123, 999]);

def kinds:
    [
        ([0, 1000, -1][] as $count | [-1, 0, 1, 2, 3, 4, 5][] as $misfire
            | {type: "simple", misfire: $misfire, repeatCount: $count, repeatInterval: (if $count == 0 then 0 else turn($misfire + 1; [1, 60001, 7200000, 90000000]) end)}),
        (["0 30 2 ? * MON-FRI", "*/7 * * * * ?", "0 0 12 LW * ?", "0 15 10 ? * 6L 2100-2105", "0 0/5 14,18 1 JAN-MAR ?", "30 0 0 ? * 2#3"][] as $expression
            | [-1, 0, 1, 2][] as $misfire
            | {type: "cron", misfire: $misfire, expression: $expression, zone: turn($misfire + ($expression | length); ["UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York"])}),
        (["SECOND", "MINUTE", "HOUR", "DAY", "WEEK", "MONTH", "YEAR"][] as $unit | [-1, 0, 1, 2][] as $misfire
            | {
                type: "calendarInterval", misfire: $misfire, unit: $unit, interval: turn($misfire + 1; [1, 3, 7]),
                zone: turn($misfire + ($unit | length); ["Europe/Berlin", "UTC", "America/New_York"]),
                preserveHourOfDay: ($misfire > 0), skipDayIfHourDoesNotExist: ($misfire == 2)
            }),
        (["SECOND", "MINUTE", "HOUR"][] as $unit | [-1, 0, 1, 2][] as $misfire
            | {
                type: "dailyTimeInterval", misfire: $misfire, unit: $unit, interval: turn($misfire + 1; [1, 2, 12]),
                startTimeOfDay: turn($misfire + 1; ["00:00:00", "09:30:15", "08:00:00"]),
                endTimeOfDay: turn($misfire + 1; ["23:59:59", "17:00:00", "08:00:00", "20:59:59"]),
                daysOfWeek: turn($misfire + 1; [[1, 2, 3, 4, 5, 6, 7], [2, 3, 4, 5, 6], [1], [7, 1] | sort]),
                repeatCount: turn($misfire + 1; [-1, 0, 41])
            })
    ];

def triggers:
    (jobs | map(.key)) as $jobs
    | (calendars | map(.name)) as $calendars
    | [
        kinds | to_entries[] | .key as $n
        | .value
        | {
            key: (turn($n; ["DEFAULT", "triggers", "Gruppe Ü", "50%_off", "paused % _"]) + ".\(.type) \($n)"),
            # Each job that is not durable needs one.
            job: turn($n; $jobs), description: turn($n + 1; descriptions),
            priority: turn($n; [5, 9, -3, 2147483647, -2147483648, 0, 1]), calendar: (if .type == "simple" and .repeatCount == 0 then null else turn($n; [null, null] + $calendars) end),
            data: data($n + 1), start: (if .type == "cron" then start($n) / 1000 | floor * 1000 else start($n) end),
            end: (if .type == "simple" and .repeatCount == 0 then null else turn($n; [null, start($n) + 4000 * 86400000 + 333]) end),
            state: (if $n % 5 == 4 then "PAUSED" else "NORMAL" end), previous: null
        }
        + . + if .type == "cron" then {} else {timesTriggered: 0} end
    ];

{jobs: jobs, triggers: triggers, calendars: calendars, pausedTriggerGroups: ["empty group", "paused % _"]}
