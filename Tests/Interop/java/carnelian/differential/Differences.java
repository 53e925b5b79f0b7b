package carnelian.differential;

import org.quartz.CronExpression;

/**
 * Names the documented difference that a case is an example of. The names are those of the table in
 * {@code Sources/Carnelian/Documentation.docc/Articles/Triggers.md}.
 */
final class Differences {
    static final String UNCLASSIFIED = "unclassified";

    private Differences() {
    }

    static String classOf(Case each, ZoneData data) {
        Question question = each.question;
        boolean hasCalendar = question instanceof CalendarQuestion;
        if (hasCalendar) {
            question = ((CalendarQuestion) question).trigger();
        }
        String name = null;
        if (question instanceof CronQuestion) {
            name = CronDifferences.classOf(each, (CronQuestion) question);
        } else if (!each.quartz.isRefusal() && !each.carnelian.isRefusal()) {
            name = standstill(each);
        }
        if (name == null && hasCalendar) {
            name = ((CalendarQuestion) each.question).hasCronBesideUnusualGap(each.firstDifference()) ? "unusual-gap" : null;
        }
        // The search for a match of a cron expression forgets what was before; intervals are counted from the start.
        long from = question instanceof CronQuestion ? each.firstDifference() : question.start();
        for (Zone zone : each.question.zones()) {
            if (name == null && data.differBetween(zone, from, each.firstDifference())) {
                name = "tzdata";
            }
        }
        return name == null ? UNCLASSIFIED : name;
    }

    /** Where Quartz answers with a time that is not after the one before it, or no longer leaves days out. */
    private static String standstill(Case each) {
        int same = each.same();
        if (same == each.quartz.times.length) {
            return CronDifferences.endsTooSoon(each.quartz.times, each.carnelian.times, each.question.zone()) ? "far-years" : null;
        }
        long time = each.quartz.times[same];
        Zone zone = each.question.zone();
        if (zone.year(time) >= CronExpression.MAX_YEAR) {
            return "far-years";
        }
        boolean stands = time <= (same > 0 ? each.quartz.times[same - 1] : each.question.after());
        return stands && zone.hasUnusualGapWithinWeek(time) ? "standstill" : null;
    }
}
