package carnelian.differential;

import carnelian.interop.Options;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Asks Quartz and the tool the same random questions about fire times, and compares the answers.
 *
 * <pre>
 * Main --tool PATH [--cases N] [--seed S] [--kind KIND|all] [--examples N] [--only NUMBER] [--write-golden FOLDER]
 * </pre>
 *
 * Ends with status 1 if there is a difference that no documented rule explains.
 */
public final class Main {
    private static final Map<String, Function<Chance, Question>> KINDS = new LinkedHashMap<>();

    /** The kinds of ten cases in a row; those with calendars take Quartz the longest. */
    private static final List<String> TURNS = List.of("cron", "calendarInterval", "cron", "dailyTimeInterval", "cron",
        "calendarInterval", "cron", "dailyTimeInterval", "cron", "calendar");

    static {
        KINDS.put("cron", CronQuestion::any);
        KINDS.put("calendarInterval", CalendarIntervalQuestion::any);
        KINDS.put("dailyTimeInterval", DailyTimeIntervalQuestion::any);
        KINDS.put("calendar", CalendarQuestion::any);
    }

    private Main() {
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        long cases = number(options, "cases", 1_000_000);
        long seed = number(options, "seed", 1);
        String kind = options.text("kind", "all");
        if (!kind.equals("all") && !KINDS.containsKey(kind)) {
            throw new IllegalArgumentException("--kind: expected all or one of " + KINDS.keySet() + ", not " + kind);
        }
        List<String> kinds = kind.equals("all") ? TURNS : List.of(kind);
        long only = number(options, "only", -1);
        ZoneData zones = new ZoneData();
        Tool<Zone> asked = new Tool<>(options.required("tool"), zones::compare);
        for (Zone zone : Zone.all()) {
            asked.ask(zone, ZoneData.question(zone));
        }
        asked.finish();
        zones.print();
        Report report = new Report(zones, (int) number(options, "examples", 0));
        Golden golden = new Golden();
        Tool<Case> tool = new Tool<>(options.required("tool"), (each, line) -> {
            each.carnelian = Answer.read(line);
            report.add(each);
            golden.add(each);
        });
        for (long number = Math.max(0, only); number < (only < 0 ? cases : only + 1); number++) {
            if (number > 0 && number % 100_000 == 0) {
                System.err.println(number + " cases");
            }
            String next = kinds.get((int) (number % kinds.size()));
            // Each case has a seed of its own, so that it can be had alone.
            Question question = KINDS.get(next).apply(new Chance(seed * 1_000_000_007L + number));
            tool.ask(new Case(next, number, question, question.answer()), question.json());
        }
        tool.finish();
        report.print();
        String folder = options.text("write-golden", "");
        if (!folder.isEmpty()) {
            golden.write(Path.of(folder), "Quartz 2.3.2; seed " + seed + ".");
        }
        System.exit(report.unclassified() == 0 ? 0 : 1);
    }

    private static long number(Options options, String name, long otherwise) {
        return Long.parseLong(options.text(name, String.valueOf(otherwise)));
    }
}
