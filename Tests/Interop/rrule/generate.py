#!/usr/bin/env python3
"""Random recurrence rules with the fire times that python-dateutil computes for them.

    generate.py [--count 1000] [--seed 1] [--zoned 0.25] [--fires 10] [--patience 0.05] [--swift]

Prints a vector a line, fields separated by "|":

    rule | zone | start | after | distances

Start and after are seconds since the epoch; the distances lead from "after" to the next fire time, from that to
the one after it, and so on; "-" stands where there is no further one until the end of 2199. Rules whose computation takes
dateutil too long are left out, so a seed gives the same rules only on a machine of the same speed. With --swift the
lines come as the body of a Swift string literal.

CarnelianCoreTests reads such lines from the file that CARNELIAN_RECURRENCE_VECTORS names:

    Tests/Interop/rrule/generate.py --count 100000 > vectors
    CARNELIAN_RECURRENCE_VECTORS=$PWD/vectors swift test --filter RecurrenceVectorTests

Needs python3-dateutil (seen with 2.9.0). Where dateutil is known to differ from RFC 5545 it is asked in another way, so
that its answer is the RFC's:

  - BYDAY=MO,1TU are days in either set, not in both: two rules, merged.
  - BYWEEKNO alone names the start's day of the week, not all seven.
  - BYWEEKNO is applied here (dateutil 2.9 miscounts the weeks of the year before, and does not count the first week of the
    next year from the back), except together with BYSETPOS, which then has no weeks 52 and 53.
  - BYSETPOS of a week counts the days of the whole week, also of the one in which the start lies.
  - COUNT and UNTIL are applied here, to instants.

Not generated: BYSECOND=60, which Python's times cannot hold. Zones only know what the RFC says of clock changes: a time
that does not occur is read with the offset before the gap, one that occurs twice is the first. Carnelian lets rules by
the hour, minute and second fire at both, and so does this.
"""

import argparse
import datetime
import heapq
import random
import signal
import zoneinfo

from dateutil import rrule

FREQUENCIES = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
SUBDAILY = FREQUENCIES[4:]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Tehran", "America/St_Johns", "Asia/Kolkata"]
EPOCH = datetime.datetime(1970, 1, 1)
END = datetime.datetime(2199, 12, 31, 23, 59, 59)
# No clock change moves a local time further; zones that skipped a whole day are not among the above.
WIDEST_CHANGE = 7200


class TooSlow(Exception):
    pass


def some(values, most):
    """A few of the values, sorted."""
    values = list(values)
    return sorted(random.sample(values, random.randint(1, min(most, len(values)))))


def signed(limit):
    return [n for n in range(-limit, limit + 1) if n != 0]


def random_rule():
    """A rule as a dictionary of its parts; lists for those that hold lists."""
    frequency = random.choice(FREQUENCIES)
    rule = {"FREQ": frequency}
    daily = frequency not in SUBDAILY
    if random.random() < 0.5:
        widest = {"YEARLY": 5, "MONTHLY": 18, "WEEKLY": 10, "DAILY": 40, "HOURLY": 60, "MINUTELY": 3000, "SECONDLY": 9000}
        rule["INTERVAL"] = random.randint(1, random.choice([3, widest[frequency]]))
    if random.random() < 0.3:
        rule["BYMONTH"] = some(range(1, 13), 4)
    if frequency == "YEARLY" and random.random() < 0.3:
        rule["BYWEEKNO"] = some(signed(53), 6)
    if frequency in ["YEARLY"] + SUBDAILY and random.random() < 0.2:
        rule["BYYEARDAY"] = some(signed(366), 30)
    if frequency != "WEEKLY" and random.random() < 0.3:
        rule["BYMONTHDAY"] = some(signed(31), 8)
    if random.random() < 0.4:
        days = []
        if random.random() < 0.7 or frequency not in ["MONTHLY", "YEARLY"] or "BYWEEKNO" in rule:
            days += random.sample(DAYS, random.randint(1, 4))
        if frequency in ["MONTHLY", "YEARLY"] and "BYWEEKNO" not in rule and (not days or random.random() < 0.3):
            widest = 53 if frequency == "YEARLY" and "BYMONTH" not in rule and random.random() < 0.5 else 5
            days += {f"{n}{random.choice(DAYS)}" for n in some(signed(widest), 3)}
        rule["BYDAY"] = days
    if random.random() < 0.3:
        rule["BYHOUR"] = some(range(24), 4)
    if random.random() < 0.3:
        rule["BYMINUTE"] = some(range(60), 4)
    if random.random() < 0.3:
        rule["BYSECOND"] = some(range(60), 4)
    mixed = len({day[-2:] == day for day in rule.get("BYDAY", [])}) > 1
    if random.random() < 0.25 and not mixed and any(name.startswith("BY") for name in rule):
        rule["BYSETPOS"] = some(signed(random.choice([2, 5, 20, 366])), 3)
        if "BYWEEKNO" in rule:
            rule["BYWEEKNO"] = [n for n in rule["BYWEEKNO"] if abs(n) < 52] or [20]
    if random.random() < 0.3:
        rule["WKST"] = random.choice(DAYS)
    return rule


def notation(rule):
    """The rule as text, its parts in any order and its names in any case."""
    parts = []
    for name, value in rule.items():
        values = value if isinstance(value, list) else [value]
        values = random.sample(values, len(values))
        parts.append(name + "=" + ",".join(map(str, values)))
    random.shuffle(parts)
    text = ";".join(parts)
    return text.lower() if random.random() < 0.1 else text


def weekday(name):
    index = DAYS.index(name[-2:])
    return rrule.weekday(index, int(name[:-2])) if len(name) > 2 else rrule.weekday(index)


def week_numbers(time, first):
    """The number of a day's week from the front and from the back, in weeks that begin on the day "first"."""
    # A week belongs to the year that holds its fourth day.
    fourth = time.date() + datetime.timedelta(3 - (time.weekday() - first) % 7)
    day, length = fourth.timetuple().tm_yday, datetime.date(fourth.year, 12, 31).timetuple().tm_yday
    number = (day - 1) // 7 + 1
    if first == 0:
        assert number == time.isocalendar()[1]
    return {number, -((length - day) // 7 + 1)}


def local_times(rule, start):
    """The rule's local times from a start on, until END, as dateutil computes them."""
    frequency = rule["FREQ"]
    days = [weekday(name) for name in rule.get("BYDAY", [])]
    if not days and frequency == "WEEKLY":
        days = [rrule.weekday(start.weekday())]
    if "BYWEEKNO" in rule and not days and "BYMONTHDAY" not in rule and "BYYEARDAY" not in rule:
        days = [rrule.weekday(start.weekday())]
    options = {
        "freq": FREQUENCIES.index(frequency),
        "interval": rule.get("INTERVAL", 1),
        "wkst": DAYS.index(rule.get("WKST", "MO")),
        "bysetpos": rule.get("BYSETPOS"),
        "bymonth": rule.get("BYMONTH"),
        "bymonthday": rule.get("BYMONTHDAY"),
        "byyearday": rule.get("BYYEARDAY"),
        "byweekno": rule.get("BYWEEKNO") if "BYSETPOS" in rule else None,
        "byhour": rule.get("BYHOUR"),
        "byminute": rule.get("BYMINUTE"),
        "bysecond": rule.get("BYSECOND"),
        "dtstart": start,
        "until": END,
    }
    if frequency == "WEEKLY" and "BYSETPOS" in rule:
        # From the first day of the week on, at midnight; what the start would have given is given in words.
        back = (start.weekday() - options["wkst"]) % 7
        options["dtstart"] = datetime.datetime.combine(start.date() - datetime.timedelta(back), datetime.time())
        for name in ["hour", "minute", "second"]:
            options["by" + name] = options["by" + name] or [getattr(start, name)]
    plain = [day for day in days if day.n is None]
    ordinal = [day for day in days if day.n is not None]
    try:
        streams = [rrule.rrule(byweekday=some_days or None, **options) for some_days in [plain, ordinal] if some_days]
        streams = streams or [rrule.rrule(**options)]
        weeks = set() if "BYSETPOS" in rule else set(rule.get("BYWEEKNO", []))
        last = None
        for time in heapq.merge(*streams):
            if time >= start and time != last and (not weeks or weeks & week_numbers(time, options["wkst"])):
                yield time
            last = time
    except ValueError as error:
        # How dateutil says that no slot ever meets the other parts.
        if "empty" not in str(error):
            raise


def instants(local, zone, start, both):
    """The seconds since the epoch at which a local time fires.

    As RFC 5545 reads it, or at both of its passes; the second pass stands for the first where that lies before the start.
    """
    if zone == "UTC":
        return [int((local - EPOCH).total_seconds())]
    info = zoneinfo.ZoneInfo(zone)
    offsets = [local.replace(tzinfo=info, fold=fold).utcoffset() for fold in [0, 1]]
    first, second = [int((local - offset - EPOCH).total_seconds()) for offset in offsets]
    if second <= first:
        # It occurs once, or never: then the first is the reading with the offset before the gap.
        return [first]
    return [first, second] if both else [first] if first >= start else [second]


def fires(rule, start, zone, enough):
    """The first fire times of a rule, and whether there are no more."""
    local_start = EPOCH + datetime.timedelta(seconds=start)
    if zone != "UTC":
        local_start += offset_at(start, zone)
    both = rule["FREQ"] in SUBDAILY
    found = set()
    is_all = True
    for local in local_times(rule, local_start):
        times = instants(local, zone, start, both)
        # Times still to come lie after this one, except for what a clock change may move.
        settled = times[0] - (WIDEST_CHANGE if zone != "UTC" else 0)
        found.update(time for time in times if time >= start)
        if len(found) >= enough and sum(time < settled for time in found) >= enough:
            is_all = False
            break
    return sorted(found)[: None if is_all else enough], is_all


def offset_at(second, zone):
    return datetime.datetime.fromtimestamp(second, zoneinfo.ZoneInfo(zone)).utcoffset()


def random_start(zone):
    start = random.randint(int((datetime.datetime(1971, 1, 1) - EPOCH).total_seconds()), 4_100_000_000)
    if zone != "UTC" and random.random() < 0.5:
        # Shortly before a clock change, if the zone has one within a year.
        low, high = start, start + 200 * 86_400
        if offset_at(low, zone) != offset_at(high, zone):
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (middle, high) if offset_at(middle, zone) == offset_at(low, zone) else (low, middle)
            start = high - random.choice([600, 5_400, 86_400, 30 * 86_400]) + random.randint(0, 7_200)
    return start - start % random.choice([1, 60, 3_600])


def vector(zoned, count):
    """One vector's fields."""
    rule = random_rule()
    zone = random.choice(ZONES) if random.random() < zoned else "UTC"
    start = random_start(zone)
    skip = random.choice([0, random.randint(1, 30)])
    times, is_all = fires(rule, start, zone, skip + count + 1)
    end = random.random()
    if end < 0.15:
        limit = random.randint(1, skip + count)
        rule["COUNT"] = limit
        if len(times) >= limit:
            times, is_all = times[:limit], True
    elif end < 0.3 and times:
        until = random.choice(times) + random.choice([0, 0, -1, 1, 86_400])
        local = EPOCH + datetime.timedelta(seconds=until)
        rule["UNTIL"] = local.strftime("%Y%m%dT%H%M%SZ")
        if times[-1] > until:
            times, is_all = [time for time in times if time <= until], True
        elif not is_all:
            del rule["UNTIL"]
    after = start - 1
    if skip and times:
        index = min(skip, len(times)) - 1
        after = times[index] - random.choice([0, 0, 1])
        times = [time for time in times if time > after]
    times = times[:count]
    distances = [str(time - before) for time, before in zip(times, [after] + times)]
    if len(times) < count and is_all:
        distances.append("-")
    return "|".join([notation(rule), zone, str(start), str(after), " ".join(distances)])


def too_slow(*_):
    raise TooSlow


def main():
    parser = argparse.ArgumentParser(description="Random recurrence rules with dateutil's fire times.")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--zoned", type=float, default=0.25, help="share of rules in a zone with clock changes")
    parser.add_argument("--fires", type=int, default=10)
    parser.add_argument("--patience", type=float, default=0.05, help="seconds after which a rule is left out")
    parser.add_argument("--swift", action="store_true")
    options = parser.parse_args()
    random.seed(options.seed)
    signal.signal(signal.SIGVTALRM, too_slow)
    printed = 0
    while printed < options.count:
        try:
            signal.setitimer(signal.ITIMER_VIRTUAL, options.patience)
            line = vector(options.zoned, options.fires)
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        except TooSlow:
            continue
        print("        " + line if options.swift else line)
        printed += 1


if __name__ == "__main__":
    main()
