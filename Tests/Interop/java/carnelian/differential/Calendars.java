package carnelian.differential;

import java.text.ParseException;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.quartz.impl.calendar.AnnualCalendar;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.CronCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.MonthlyCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/** Makes Quartz's calendars, of every kind and chained. */
final class Calendars {
    private static final long DAY = 86_400_000;

    private Calendars() {
    }

    /** A calendar that often excludes something in the weeks after a time. */
    static BaseCalendar any(Chance chance, Zone zone, long about) {
        BaseCalendar base = chance.oneIn(3) ? any(chance, zone, about) : null;
        Zone own = chance.oneIn(4) ? Zone.any(chance) : zone;
        BaseCalendar calendar = link(chance, own, about);
        calendar.setTimeZone(own.rules);
        calendar.setBaseCalendar(base);
        if (chance.oneIn(10)) {
            calendar.setDescription(chance.of("", "Ferien", "für \u00e4lle \u2603 \ud83d\ude80", "a\u0000b"));
        }
        return calendar;
    }

    private static BaseCalendar link(Chance chance, Zone zone, long about) {
        switch (chance.between(0, 6)) {
            case 0: return annual(chance, about);
            case 1: return cron(chance);
            case 2: return daily(chance);
            case 3: return holiday(chance, zone, about);
            case 4: return monthly(chance);
            case 5: return weekly(chance);
            default: return chance.oneIn(4) ? new BaseCalendar() : holiday(chance, zone, about);
        }
    }

    private static BaseCalendar annual(Chance chance, long about) {
        AnnualCalendar calendar = new AnnualCalendar();
        for (int days = chance.between(0, 30); days > 0; days--) {
            GregorianCalendar day = new GregorianCalendar(chance.oneIn(2) ? TimeZone.getTimeZone("UTC") : Zone.any(chance).rules);
            day.setTimeInMillis(Math.max(1, about + chance.between(-20L, 40L) * DAY + chance.between(0, DAY)));
            if (chance.oneIn(20)) {
                day.clear();
                day.set(2024, java.util.Calendar.FEBRUARY, 29);
            }
            calendar.setDayExcluded(day, true);
        }
        return calendar;
    }

    private static BaseCalendar cron(Chance chance) {
        String hours = chance.of("*", "2", "0-3", "8-17", "22-4", "*/3");
        String days = chance.of("* * ?", "? * MON-FRI", "? * SAT,SUN", "L * ?", "1-15 * ?", "? 3,10 1L", "? * 2#1");
        String expression = chance.of("* * ", "0 0 ", "0 */15 ", "* 0-29 ", "*/2 * ") + hours + " " + days;
        try {
            return new CronCalendar(expression);
        } catch (ParseException impossible) {
            throw new IllegalStateException(expression, impossible);
        }
    }

    private static BaseCalendar daily(Chance chance) {
        int start = chance.oneIn(2) ? 3_600_000 * chance.between(0, 5) : chance.between(0, 80_000_000);
        int end = Math.min(86_399_999, start + (chance.oneIn(2) ? 3_600_000 * chance.between(1, 12) : chance.between(1, 50_000_000)));
        DailyCalendar calendar = new DailyCalendar(0, 0, 0, 0, 1, 0, 0, 0);
        calendar.setTimeRange(start / 3_600_000, start / 60_000 % 60, start / 1000 % 60, start % 1000,
            end / 3_600_000, end / 60_000 % 60, end / 1000 % 60, end % 1000);
        calendar.setInvertTimeRange(chance.oneIn(3));
        return calendar;
    }

    private static BaseCalendar holiday(Chance chance, Zone zone, long about) {
        HolidayCalendar calendar = new HolidayCalendar();
        // Dates are kept by their first instant, which the zone at that time decides.
        calendar.setTimeZone(chance.oneIn(10) ? Zone.any(chance).rules : zone.rules);
        for (int days = chance.between(0, 40); days > 0; days--) {
            calendar.addExcludedDate(new Date(about + chance.between(-5L, 40L) * DAY + chance.between(0, DAY)));
        }
        return calendar;
    }

    private static BaseCalendar monthly(Chance chance) {
        MonthlyCalendar calendar = new MonthlyCalendar();
        int frequency = chance.of(2, 3, 8);
        for (int day = 1; day <= 31; day++) {
            calendar.setDayExcluded(day, chance.oneIn(frequency));
        }
        return calendar;
    }

    private static BaseCalendar weekly(Chance chance) {
        WeeklyCalendar calendar = new WeeklyCalendar();
        int frequency = chance.of(2, 3, 8);
        for (int day = 1; day <= 7; day++) {
            calendar.setDayExcluded(day, chance.oneIn(frequency));
        }
        return calendar;
    }
}
