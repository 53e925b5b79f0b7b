package carnelian.differential;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;

/** A time zone as Java knows it, with the changes of its offset. */
final class Zone {
    /** The zones that questions are about: the usual ones, and those whose clocks do what others' do not. */
    private static final String[] NAMES = {
        "UTC", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
        "America/Anchorage", "America/St_Johns", "America/Sao_Paulo", "America/Argentina/Buenos_Aires",
        "America/Santiago", "America/Caracas", "America/Havana", "America/Scoresbysund", "America/Asuncion",
        "America/Mexico_City", "Atlantic/Azores", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Berlin",
        "Europe/Paris", "Europe/Istanbul", "Europe/Moscow", "Europe/Volgograd", "Africa/Cairo", "Africa/Casablanca",
        "Africa/Monrovia", "Africa/Johannesburg", "Africa/Juba", "Asia/Tehran", "Asia/Gaza", "Asia/Jerusalem",
        "Asia/Amman", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Dhaka", "Asia/Shanghai", "Asia/Tokyo", "Asia/Pyongyang",
        "Asia/Singapore", "Asia/Manila", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe",
        "Australia/Eucla", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati",
        "Pacific/Kwajalein", "Pacific/Norfolk", "Pacific/Tongatapu", "Pacific/Marquesas", "Antarctica/Troll",
        "Antarctica/Casey", "Etc/GMT+12", "GMT+05:45",
    };

    /** 1970 to 2130: no question asks beyond 2100, and no answer that counts lies beyond 2126. */
    static final long LAST_SECOND = 5_049_129_600L;
    /** No zone changes its offset twice within so many seconds. */
    private static final long STEP = 10_800;

    private static final Map<String, Zone> KNOWN = new HashMap<>();

    final String name;
    final TimeZone rules;
    /** Seconds since 1970 at which the offset changes, ascending. */
    final List<Long> changes = new ArrayList<>();

    private Zone(String name) {
        this.name = name;
        rules = TimeZone.getTimeZone(name);
        if (!rules.getID().equals(name)) {
            throw new IllegalStateException("Java does not know the time zone " + name);
        }
        int offset = offset(0);
        for (long second = STEP; second <= LAST_SECOND; second += STEP) {
            if (offset(second) != offset) {
                changes.add(firstWithout(offset, second - STEP, second));
                offset = offset(second);
            }
        }
    }

    static Zone named(String name) {
        return KNOWN.computeIfAbsent(name, Zone::new);
    }

    static Zone any(Chance chance) {
        return named(chance.of(NAMES));
    }

    static List<Zone> all() {
        List<Zone> zones = new ArrayList<>();
        for (String name : NAMES) {
            zones.add(named(name));
        }
        return zones;
    }

    /** Seconds to add to UTC. */
    int offset(long second) {
        return rules.getOffset(second * 1000) / 1000;
    }

    /**
     * Whether a time lies within a day after local times that are skipped in another way than the usual one: an hour from
     * a full hour on, that does not end at midnight. Where a whole day is skipped, also within two days before.
     */
    boolean isBesideUnusualGap(long milliseconds) {
        long second = Math.floorDiv(milliseconds, 1000L);
        for (long change : changes) {
            long length = offset(change + 60) - offset(change - 1);
            long reach = Math.max(90_000, 2 * length + 7_200);
            if (isUnusualGap(change) && change - (length > 7_200 ? reach : 7_200) <= second && second <= change + reach) {
                return true;
            }
        }
        return false;
    }

    /** The same within eight days before or after. */
    boolean hasUnusualGapWithinWeek(long milliseconds) {
        long second = Math.floorDiv(milliseconds, 1000L);
        for (long change : changes) {
            if (isUnusualGap(change) && Math.abs(second - change) <= 8 * 86_400) {
                return true;
            }
        }
        return false;
    }

    private boolean isUnusualGap(long change) {
        long before = offset(change - 1);
        long length = offset(change + 60) - before;
        boolean isHour = length == 3_600 && (change + before) % 3_600 == 0;
        return length > 0 && !(isHour && Math.floorMod(change + before + length, 86_400L) != 0);
    }

    /** Whether the clocks go forward between two times in milliseconds, or within a day of them. */
    boolean skipsTimesBetween(long from, long to) {
        for (long change : changes) {
            if (from / 1000 - 86_400 <= change && change <= to / 1000 + 86_400 && offset(change - 1) < offset(change + 60)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the clocks go back within a day of a time in milliseconds. */
    boolean isBesideOverlap(long milliseconds) {
        long second = Math.floorDiv(milliseconds, 1000L);
        for (long change : changes) {
            if (Math.abs(second - change) <= 90_000 && offset(change - 1) > offset(change + 60)) {
                return true;
            }
        }
        return false;
    }

    /** The local year. */
    int year(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).atZone(rules.toZoneId()).getYear();
    }

    /** An instant from 1970 to 2100 in milliseconds, often one that is close to a change of clocks. */
    long anyInstant(Chance chance) {
        if (changes.isEmpty() || chance.oneIn(4)) {
            return chance.between(1_000, 4_102_444_800_000L);
        }
        long change = changes.get(chance.between(0, changes.size() - 1));
        if (change > 4_100_000_000L) {
            change = changes.get(0);
        }
        long distance = chance.of(3_600L, 7_200L, 86_400L, 86_400L, 7 * 86_400L);
        long second = Math.max(1, change + chance.between(-distance, distance / 4));
        return second * 1000 + (chance.oneIn(2) ? 0 : chance.between(0, 999));
    }

    private long firstWithout(int offset, long with, long without) {
        while (without - with > 1) {
            long middle = (with + without) / 2;
            if (offset(middle) == offset) {
                with = middle;
            } else {
                without = middle;
            }
        }
        return without;
    }
}
