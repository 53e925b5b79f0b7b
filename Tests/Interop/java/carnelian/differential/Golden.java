package carnelian.differential;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Keeps cases on which both sides agree, as the vectors with which Carnelian's tests check themselves without Java. */
final class Golden {
    private static final Map<String, Integer> LINES = Map.of("cron", 1_500, "calendarInterval", 1_200, "dailyTimeInterval", 1_200, "calendar", 160);
    /** A line is no longer than this. */
    private static final int WIDTH = 1_500;
    /** 2024-01-01: what clocks do later may still be decided otherwise. */
    private static final long SETTLED = 1_704_067_200_000L;
    private static final List<String> ZONES_WITHOUT_CHANGES = List.of("UTC", "GMT+05:45", "Etc/GMT+12");
    /** 2120-01-01, in milliseconds: Quartz looks ahead for a hundred years from the year in which it runs. */
    private static final long FAR = 4_733_510_400_000L;

    private final Map<String, List<String>> lines = new TreeMap<>();

    void add(Case each) {
        List<String> kept = lines.computeIfAbsent(each.kind, kind -> new ArrayList<>());
        if (kept.size() >= LINES.get(each.kind) || !each.agrees() || !isLasting(each)) {
            return;
        }
        String line = each.question.vector() + "|" + answer(each);
        if (line.length() <= WIDTH && line.chars().allMatch(unit -> unit >= 0x20 && unit < 0x7F && unit != '"' && unit != '\\')) {
            kept.add(line);
        }
    }

    private static boolean isLasting(Case each) {
        long[] times = each.quartz.times;
        boolean isFull = times.length == Question.COUNT;
        if (each.quartz.isCutShort() || isFull && times[times.length - 1] > FAR) {
            return false;
        }
        long last = isFull ? times[times.length - 1] : each.question.end() == null ? Long.MAX_VALUE : each.question.end();
        boolean isSettled = each.question.start() < SETTLED && last < SETTLED;
        return each.quartz.isRefusal() || isSettled
            || last < FAR && each.question.zones().stream().allMatch(zone -> ZONES_WITHOUT_CHANGES.contains(zone.name));
    }

    /** The first time's distance from the start and each further one's from the one before, in milliseconds. */
    private static String answer(Case each) {
        if (each.quartz.isRefusal()) {
            return "refused";
        }
        StringBuilder text = new StringBuilder();
        long before = each.question.start();
        long[] times = each.quartz.times;
        for (int index = 0; index < times.length;) {
            long distance = times[index] - before;
            int count = 0;
            while (index < times.length && times[index] - before == distance) {
                before = times[index++];
                count++;
            }
            text.append(text.length() == 0 ? "" : " ").append(distance).append(count > 1 ? "*" + count : "");
        }
        return text.toString();
    }

    /** Writes a Swift file for each kind. */
    void write(Path folder, String origin) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, List<String>> entry : lines.entrySet()) {
            String kind = Character.toUpperCase(entry.getKey().charAt(0)) + entry.getKey().substring(1);
            StringBuilder text = new StringBuilder("// Written by `scripts/differential --write-golden`; do not edit. " + origin + "\n\n");
            text.append("extension GoldenVectors {\n    static let ").append(entry.getKey()).append(" = #\"\"\"\n");
            for (String line : entry.getValue()) {
                text.append("        ").append(line).append('\n');
            }
            text.append("        \"\"\"#\n}\n");
            Files.writeString(folder.resolve("GoldenVectors+" + kind + ".swift"), text);
        }
    }
}
