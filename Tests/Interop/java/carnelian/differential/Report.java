package carnelian.differential;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts cases and differences, and keeps a few of each class of differences to show. */
final class Report {
    private static final class Tally {
        long cases;
        long times;
        long refusals;
        final Map<String, Long> differences = new TreeMap<>();
    }

    private final Map<String, Tally> tallies = new LinkedHashMap<>();
    private final Map<String, List<String>> examples = new TreeMap<>();
    private final int examplesKept;
    private final ZoneData zones;

    Report(ZoneData zones, int examplesKept) {
        this.zones = zones;
        this.examplesKept = examplesKept;
    }

    void add(Case each) {
        Tally tally = tallies.computeIfAbsent(each.kind, kind -> new Tally());
        tally.cases++;
        tally.times += each.quartz.times.length;
        tally.refusals += each.quartz.isRefusal() ? 1 : 0;
        if (each.agrees()) {
            return;
        }
        String name = Differences.classOf(each, zones);
        tally.differences.merge(name, 1L, Long::sum);
        List<String> kept = examples.computeIfAbsent(name, any -> new ArrayList<>());
        if (kept.size() < (name.equals(Differences.UNCLASSIFIED) ? Math.max(20, examplesKept) : examplesKept)) {
            kept.add(each.difference());
        }
    }

    long unclassified() {
        return tallies.values().stream().mapToLong(tally -> tally.differences.getOrDefault(Differences.UNCLASSIFIED, 0L)).sum();
    }

    void print() {
        examples.forEach((name, cases) -> {
            System.out.println("  " + name);
            cases.forEach(each -> System.out.println("    " + each));
        });
        tallies.forEach((kind, tally) -> {
            System.out.println(kind + ": " + tally.cases + " cases, " + tally.times + " fire times, " + tally.refusals
                + " refused by Quartz; differences: " + tally.differences.values().stream().mapToLong(Long::longValue).sum());
            tally.differences.forEach((name, count) -> System.out.println("    " + count + " " + name));
        });
        System.out.println("unclassified: " + unclassified());
    }
}
