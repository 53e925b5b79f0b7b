package carnelian.differential;

import java.time.Instant;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the time-zone data of the two sides differ: each zone's periods in which its offsets are not the same. */
final class ZoneData {
    private static final Pattern CHANGE = Pattern.compile("\\[(-?\\d+),(-?\\d+)\\]");
    private static final Pattern FIRST_OFFSET = Pattern.compile("\"offset\":(-?\\d+)");
    private static final long DAY = 86_400_000;

    /** Seconds since 1970; the end is not part of the period. */
    private static final class Period {
        final long from;
        final long to;

        Period(long from, long to) {
            this.from = from;
            this.to = to;
        }
    }

    private static final Pattern VERSION = Pattern.compile("\"version\":\"([^\"]*)\"");

    private final Map<String, List<Period>> periods = new HashMap<>();
    private String version = "unknown";

    static String question(Zone zone) {
        return "{\"type\":\"transitions\",\"timeZone\":\"" + zone.name + "\"}";
    }

    /** Takes the tool's answer, {@code {"version":"…","offset":S,"transitions":[[SECOND,OFFSET],…]}}. */
    void compare(Zone zone, String answer) {
        Matcher first = FIRST_OFFSET.matcher(answer);
        if (!first.find()) {
            throw new IllegalStateException("the tool does not tell the transitions of " + zone.name + ": " + answer);
        }
        Matcher told = VERSION.matcher(answer);
        version = told.find() ? told.group(1) : version;
        TreeSet<Long> instants = new TreeSet<>(zone.changes);
        Map<Long, Integer> changes = new HashMap<>();
        for (Matcher change = CHANGE.matcher(answer); change.find();) {
            changes.put(Long.valueOf(change.group(1)), Integer.valueOf(change.group(2)));
        }
        instants.addAll(changes.keySet());
        int offset = Integer.parseInt(first.group(1));
        List<Period> found = new ArrayList<>();
        long since = 0;
        boolean differs = offset != zone.offset(0);
        for (long instant : instants.headSet(Zone.LAST_SECOND)) {
            offset = changes.getOrDefault(instant, offset);
            // Not at the instant itself: where Java's table ends and its last rule begins, one second has an odd offset.
            if (differs != (offset != zone.offset(instant + 60))) {
                if (differs) {
                    found.add(new Period(since, instant));
                }
                differs = !differs;
                since = instant;
            }
        }
        if (differs) {
            found.add(new Period(since, Zone.LAST_SECOND));
        }
        if (!found.isEmpty()) {
            periods.put(zone.name, found);
        }
    }

    /** Whether the two sides' offsets differ from a time to another, in milliseconds, or within a day of them. */
    boolean differBetween(Zone zone, long from, long to) {
        for (Period period : periods.getOrDefault(zone.name, List.of())) {
            if (period.from * 1000 - DAY <= to && from < period.to * 1000 + DAY) {
                return true;
            }
        }
        return false;
    }

    void print() {
        System.out.println("time-zone data: Java " + ZoneRulesProvider.getVersions("UTC").lastKey() + ", Carnelian " + version);
        periods.forEach((zone, found) -> System.out.println("time-zone data differ: " + zone + " in " + found.size() + " periods from "
            + Instant.ofEpochSecond(found.get(0).from) + " to " + Instant.ofEpochSecond(found.get(found.size() - 1).to)));
    }
}
