package carnelian.differential;

import java.util.Date;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.quartz.Calendar;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.SchedulerException;
import org.quartz.TimeOfDay;
import org.quartz.impl.triggers.DailyTimeIntervalTriggerImpl;

/** When does a daily-time-interval trigger fire? */
final class DailyTimeIntervalQuestion implements TriggerQuestion {
    private final IntervalUnit unit;
    private final int interval;
    private final TimeOfDay startOfDay;
    private final TimeOfDay endOfDay;
    private final Set<Integer> days;
    private final int repeatCount;
    private final Window window;

    private DailyTimeIntervalQuestion(Chance chance, boolean isBounded) {
        unit = chance.of(IntervalUnit.SECOND, IntervalUnit.MINUTE, IntervalUnit.MINUTE, IntervalUnit.HOUR, IntervalUnit.HOUR);
        int day = unit == IntervalUnit.SECOND ? 86_400 : unit == IntervalUnit.MINUTE ? 1_440 : 24;
        int widest = chance.oneIn(3) ? day : unit == IntervalUnit.HOUR ? 6 : unit == IntervalUnit.MINUTE ? 240 : 10_000;
        interval = chance.oneIn(100) ? chance.of(0, day + 1) : chance.between(1, widest);
        TimeOfDay one = timeOfDay(chance);
        TimeOfDay other = chance.oneIn(3) ? new TimeOfDay(23, 59, 59) : timeOfDay(chance);
        boolean isOrdered = !other.before(one) || chance.oneIn(50);
        startOfDay = isOrdered ? one : other;
        endOfDay = isOrdered ? other : one;
        days = new TreeSet<>();
        int missing = chance.oneIn(2) ? 1_000_000 : chance.of(2, 2, 3, 6);
        for (int each = 1; each <= 7; each++) {
            if (!chance.oneIn(missing) ^ missing == 6) {
                days.add(each);
            }
        }
        if (days.isEmpty()) {
            days.add(chance.between(1, 7));
        }
        window = Window.any(chance, Zone.any(chance), chance.of(3_600L, 86_400L), isBounded);
        repeatCount = window.after != null || !chance.oneIn(6) ? -1 : chance.between(0, 12);
    }

    static DailyTimeIntervalQuestion any(Chance chance) {
        return any(chance, false);
    }

    /** One that ends within some years, if asked for. */
    static DailyTimeIntervalQuestion any(Chance chance, boolean isBounded) {
        return new DailyTimeIntervalQuestion(chance, isBounded);
    }

    private static TimeOfDay timeOfDay(Chance chance) {
        int hour = chance.oneIn(2) ? chance.between(0, 23) : chance.between(0, 4);
        return chance.oneIn(2) ? new TimeOfDay(hour, 0, 0)
            : new TimeOfDay(hour, chance.of(0, 15, 30, 59), chance.of(0, 0, chance.between(0, 59)));
    }

    @Override
    public String kind() {
        return "dailyTimeInterval";
    }

    @Override
    public Zone zone() {
        return window.zone;
    }

    @Override
    public long start() {
        return window.start;
    }

    @Override
    public long after() {
        return window.after == null ? TriggerQuestion.super.after() : window.after;
    }

    @Override
    public Long end() {
        return window.end;
    }

    @Override
    public String vector() {
        return unit + " " + interval + " " + text(startOfDay) + " " + text(endOfDay) + " "
            + days.toString().replaceAll("[^1-7]", "") + " " + repeatCount + "|" + window.vector();
    }

    @Override
    public String json() {
        return "{\"type\":\"dailyTimeInterval\",\"unit\":\"" + unit + "\",\"interval\":" + interval + ",\"startTimeOfDay\":\""
            + text(startOfDay) + "\",\"endTimeOfDay\":\"" + text(endOfDay) + "\",\"daysOfWeek\":"
            + days.toString().replace(" ", "") + ",\"repeatCount\":" + repeatCount + ",\"timeZone\":\"" + zone().name + "\""
            + window.json() + "}";
    }

    private static String text(TimeOfDay time) {
        return String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    }

    @Override
    public Answer answer(Calendar calendar) {
        // This kind of trigger reckons in the process's zone.
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(zone().rules);
        try {
            DailyTimeIntervalTriggerImpl trigger = new DailyTimeIntervalTriggerImpl();
            trigger.setName("name");
            trigger.setJobName("name");
            trigger.setRepeatIntervalUnit(unit);
            trigger.setRepeatInterval(interval);
            trigger.setStartTimeOfDay(startOfDay);
            trigger.setEndTimeOfDay(endOfDay);
            trigger.setDaysOfWeek(days);
            trigger.setRepeatCount(repeatCount);
            trigger.setStartTime(new Date(window.start));
            trigger.setEndTime(window.end == null ? null : new Date(window.end));
            trigger.validate();
            return Schedule.of(trigger, calendar, window.after);
        } catch (SchedulerException | IllegalArgumentException refusal) {
            return Answer.refusal(refusal.getMessage());
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
