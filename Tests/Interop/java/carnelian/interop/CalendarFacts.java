package carnelian.interop;

import java.text.ParseException;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeSet;
import org.quartz.Calendar;
import org.quartz.impl.calendar.AnnualCalendar;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.CronCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.MonthlyCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/** Quartz's calendars from and to the JSON of {@code carnelian calendar show --json}. */
final class CalendarFacts {
    /** A day without clock changes in the zones of the matrix: 2024-06-01, at noon UTC. */
    private static final long PLAIN_DAY = 1_717_243_200_000L;

    private CalendarFacts() {
    }

    static BaseCalendar calendar(Facts facts) {
        TimeZone zone = facts.text("timeZone") == null ? null : TimeZone.getTimeZone(facts.text("timeZone"));
        Facts below = facts.object("base");
        Calendar base = below == null ? null : calendar(below);
        BaseCalendar calendar;
        try {
            calendar = calendar(facts, base, zone);
        } catch (ParseException mistake) {
            throw new IllegalArgumentException(mistake);
        }
        calendar.setDescription(facts.text("description"));
        return calendar;
    }

    private static BaseCalendar calendar(Facts facts, Calendar base, TimeZone zone) throws ParseException {
        switch (facts.text("type")) {
            case "none":
                return new BaseCalendar(base, zone);
            case "annual":
                AnnualCalendar annual = new AnnualCalendar(base, zone);
                for (Object day : facts.list("days")) {
                    String[] parts = ((String) day).split("-");
                    GregorianCalendar date = new GregorianCalendar(zone);
                    date.clear();
                    date.set(2000, Integer.parseInt(parts[0]) - 1, Integer.parseInt(parts[1]));
                    annual.setDayExcluded(date, true);
                }
                return annual;
            case "cron":
                return new CronCalendar(base, facts.text("expression"), zone);
            case "daily":
                DailyCalendar daily = new DailyCalendar(base, colons(facts.text("from")), colons(facts.text("to")));
                daily.setTimeZone(zone);
                daily.setInvertTimeRange(facts.flag("inverted"));
                return daily;
            case "holiday":
                HolidayCalendar holiday = new HolidayCalendar(base, zone);
                for (Object date : facts.list("dates")) {
                    holiday.addExcludedDate(format("yyyy-MM-dd", zone).parse((String) date));
                }
                return holiday;
            case "monthly":
                MonthlyCalendar monthly = new MonthlyCalendar(base, zone);
                for (Object day : facts.list("days")) {
                    monthly.setDayExcluded(Math.toIntExact((Long) day), true);
                }
                return monthly;
            case "weekly":
                WeeklyCalendar weekly = new WeeklyCalendar(base, zone);
                for (int day = 1; day <= 7; day++) {
                    weekly.setDayExcluded(day, facts.list("days").contains((long) day));
                }
                return weekly;
            default:
                throw new IllegalArgumentException(facts.text("type"));
        }
    }

    static Map<String, Object> of(Calendar stored) {
        BaseCalendar calendar = (BaseCalendar) stored;
        TimeZone zone = calendar.getTimeZone();
        Map<String, Object> facts = new LinkedHashMap<>();
        if (calendar instanceof AnnualCalendar) {
            facts.put("type", "annual");
            TreeSet<String> days = new TreeSet<>();
            for (java.util.Calendar day : ((AnnualCalendar) calendar).getDaysExcluded()) {
                days.add(format("MM-dd", day.getTimeZone()).format(day.getTime()));
            }
            facts.put("days", new ArrayList<>(days));
        } else if (calendar instanceof CronCalendar) {
            facts.put("type", "cron");
            facts.put("expression", ((CronCalendar) calendar).getCronExpression().getCronExpression());
        } else if (calendar instanceof DailyCalendar) {
            DailyCalendar daily = (DailyCalendar) calendar;
            facts.put("type", "daily");
            facts.put("from", timeOfDay(daily.getTimeRangeStartingTimeInMillis(PLAIN_DAY), zone));
            facts.put("to", timeOfDay(daily.getTimeRangeEndingTimeInMillis(PLAIN_DAY), zone));
            facts.put("inverted", daily.getInvertTimeRange());
        } else if (calendar instanceof HolidayCalendar) {
            facts.put("type", "holiday");
            List<Object> dates = new ArrayList<>();
            for (Date date : ((HolidayCalendar) calendar).getExcludedDates()) {
                dates.add(format("yyyy-MM-dd", zone).format(date));
            }
            facts.put("dates", dates);
        } else if (calendar instanceof MonthlyCalendar) {
            facts.put("type", "monthly");
            boolean[] excluded = ((MonthlyCalendar) calendar).getDaysExcluded();
            facts.put("days", days(excluded, 0));
        } else if (calendar instanceof WeeklyCalendar) {
            facts.put("type", "weekly");
            facts.put("days", days(((WeeklyCalendar) calendar).getDaysExcluded(), 1));
        } else {
            facts.put("type", calendar.getClass() == BaseCalendar.class ? "none" : calendar.getClass().getName());
        }
        facts.put("timeZone", zone == null ? null : zone.getID());
        facts.put("description", calendar.getDescription());
        facts.put("base", calendar.getBaseCalendar() == null ? null : of(calendar.getBaseCalendar()));
        return facts;
    }

    /** The numbers of the days that are excluded; the first is at the given index. */
    private static List<Object> days(boolean[] excluded, int first) {
        List<Object> days = new ArrayList<>();
        for (int index = first; index < excluded.length; index++) {
            if (excluded[index]) {
                days.add(index - first + 1);
            }
        }
        return days;
    }

    private static String timeOfDay(long time, TimeZone zone) {
        String text = format("HH:mm:ss.SSS", zone).format(new Date(time));
        return text.endsWith(".000") ? text.substring(0, text.length() - 4) : text;
    }

    /** Quartz puts a colon before the milliseconds, too. */
    private static String colons(String timeOfDay) {
        return timeOfDay.replace('.', ':');
    }

    private static SimpleDateFormat format(String pattern, TimeZone zone) {
        SimpleDateFormat format = new SimpleDateFormat(pattern);
        format.setTimeZone(zone == null ? TimeZone.getDefault() : zone);
        return format;
    }
}
