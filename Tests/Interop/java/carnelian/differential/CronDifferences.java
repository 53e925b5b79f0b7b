package carnelian.differential;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;
import org.quartz.CronExpression;

/** What is documented of differences between cron triggers. */
final class CronDifferences {
    private CronDifferences() {
    }

    /** The name of the difference; null if it has none. */
    static String classOf(Case each, CronQuestion question) {
        Answer quartz = each.quartz;
        Answer carnelian = each.carnelian;
        if (carnelian.isRefusal()) {
            return CronDialect.oddity(question.expression);
        }
        if (CronDialect.namesWeekdayNearNoDay(question.expression)) {
            return "weekday-near-no-day";
        }
        if (quartz.isRefusal()) {
            return CronDialect.stepsFromFarYear(question.expression) ? "far-years" : null;
        }
        Zone zone = question.zone();
        if (!quartz.ranAway() && endsTooSoon(quartz.times, carnelian.times, zone)) {
            return "far-years";
        }
        if (CronDialect.namesNearestWeekday(question.expression)) {
            if (losesItselfInGap(each)) {
                return "weekday-in-gap";
            }
            if (differOnlyWhere(zone::isBesideOverlap, quartz.times, carnelian.times)) {
                return "weekday-in-overlap";
            }
        }
        if (quartz.ranAway()) {
            return null;
        }
        if (differOnlyWhere(zone::isBesideUnusualGap, quartz.times, carnelian.times)) {
            return "unusual-gap";
        }
        return null;
    }

    /**
     * Whether Quartz finds what Carnelian finds until it looks for the weekday nearest to a day where local times are
     * skipped: there it searches for ever, or gives up.
     */
    private static boolean losesItselfInGap(Case each) {
        long[] found = each.quartz.times;
        long[] all = each.carnelian.times;
        if (all.length < found.length || !Arrays.equals(found, Arrays.copyOf(all, found.length))) {
            return false;
        }
        long from = found.length > 0 ? found[found.length - 1] : each.question.start();
        long to = all.length > found.length ? all[found.length] : Long.MAX_VALUE;
        return each.question.zone().skipsTimesBetween(from, to);
    }

    /** Whether every time that only one side names is of a sort. */
    private static boolean differOnlyWhere(LongPredicate sort, long[] quartz, long[] carnelian) {
        Set<Long> ours = new HashSet<>();
        Set<Long> theirs = new HashSet<>();
        for (long time : carnelian) {
            ours.add(time);
        }
        for (long time : quartz) {
            theirs.add(time);
        }
        long last = Long.MAX_VALUE;
        if (quartz.length == Question.COUNT) {
            last = quartz[quartz.length - 1];
        }
        if (carnelian.length == Question.COUNT) {
            last = Math.min(last, carnelian[carnelian.length - 1]);
        }
        for (long time : quartz) {
            if (time <= last && !ours.contains(time) && !sort.test(time)) {
                return false;
            }
        }
        for (long time : carnelian) {
            if (time <= last && !theirs.contains(time) && !sort.test(time)) {
                return false;
            }
        }
        return true;
    }

    /** Whether Quartz's answer ends early because what comes next is later than it looks ahead. */
    static boolean endsTooSoon(long[] quartz, long[] carnelian, Zone zone) {
        return quartz.length < carnelian.length
            && Arrays.equals(quartz, Arrays.copyOf(carnelian, quartz.length))
            && zone.year(carnelian[quartz.length]) > CronExpression.MAX_YEAR;
    }
}
