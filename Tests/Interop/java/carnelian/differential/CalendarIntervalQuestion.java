package carnelian.differential;

import java.util.Date;
import org.quartz.Calendar;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.SchedulerException;
import org.quartz.impl.triggers.CalendarIntervalTriggerImpl;

/** When does a calendar-interval trigger fire? */
final class CalendarIntervalQuestion implements TriggerQuestion {
    private static final IntervalUnit[] UNITS = {
        IntervalUnit.SECOND, IntervalUnit.MINUTE, IntervalUnit.HOUR, IntervalUnit.DAY, IntervalUnit.DAY, IntervalUnit.WEEK,
        IntervalUnit.WEEK, IntervalUnit.MONTH, IntervalUnit.MONTH, IntervalUnit.YEAR,
    };

    private final IntervalUnit unit;
    private final int interval;
    private final boolean preservesHour;
    private final boolean skipsDay;
    private final Window window;

    private CalendarIntervalQuestion(IntervalUnit unit, int interval, boolean preservesHour, boolean skipsDay, Window window) {
        this.unit = unit;
        this.interval = interval;
        this.preservesHour = preservesHour;
        this.skipsDay = skipsDay;
        this.window = window;
    }

    static CalendarIntervalQuestion any(Chance chance) {
        return any(chance, false);
    }

    /** One that ends within some years, if asked for. */
    static CalendarIntervalQuestion any(Chance chance, boolean isBounded) {
        IntervalUnit unit = chance.of(UNITS);
        int widest = chance.oneIn(4) ? 400 : chance.oneIn(2) ? 30 : 3;
        int interval = chance.oneIn(100) ? 0 : chance.between(1, unit == IntervalUnit.YEAR ? Math.min(widest, 10) : widest);
        return new CalendarIntervalQuestion(unit, interval, chance.oneIn(2), chance.oneIn(2),
            Window.any(chance, Zone.any(chance), Math.max(1, interval) * seconds(unit), isBounded));
    }

    private static long seconds(IntervalUnit unit) {
        switch (unit) {
            case SECOND: return 1;
            case MINUTE: return 60;
            case HOUR: return 3_600;
            case DAY: return 86_400;
            case WEEK: return 7 * 86_400;
            case MONTH: return 30 * 86_400;
            default: return 365 * 86_400;
        }
    }

    @Override
    public String kind() {
        return "calendarInterval";
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
        return unit + " " + interval + (preservesHour ? " preserve" : "") + (skipsDay ? " skip" : "") + "|" + window.vector();
    }

    @Override
    public String json() {
        return "{\"type\":\"calendarInterval\",\"unit\":\"" + unit + "\",\"interval\":" + interval + ",\"timeZone\":\"" + zone().name
            + "\",\"preserveHourOfDay\":" + preservesHour + ",\"skipDayIfHourDoesNotExist\":" + skipsDay + window.json() + "}";
    }

    @Override
    public Answer answer(Calendar calendar) {
        try {
            CalendarIntervalTriggerImpl trigger = new CalendarIntervalTriggerImpl("name", unit, interval);
            trigger.setJobName("name");
            trigger.setTimeZone(zone().rules);
            trigger.setPreserveHourOfDayAcrossDaylightSavings(preservesHour);
            trigger.setSkipDayIfHourDoesNotExist(skipsDay);
            trigger.setStartTime(new Date(window.start));
            trigger.setEndTime(window.end == null ? null : new Date(window.end));
            trigger.validate();
            return Schedule.of(trigger, calendar, window.after);
        } catch (SchedulerException | IllegalArgumentException refusal) {
            return Answer.refusal(refusal.getMessage());
        }
    }
}
