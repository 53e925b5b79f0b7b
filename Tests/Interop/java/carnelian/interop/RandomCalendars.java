package carnelian.interop;

import java.text.ParseException;
import java.time.Instant;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.Random;
import java.util.TimeZone;
import org.quartz.Calendar;
import org.quartz.impl.calendar.AnnualCalendar;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.CronCalendar;
import org.quartz.impl.calendar.DailyCalendar;
import org.quartz.impl.calendar.HolidayCalendar;
import org.quartz.impl.calendar.MonthlyCalendar;
import org.quartz.impl.calendar.WeeklyCalendar;

/** Makes calendars of every kind, with bases, zones and descriptions, and times at which they may go wrong. */
final class RandomCalendars {
    static final int KINDS = 7;

    /** 1970-01-02 and 2100-01-01. */
    private static final long FIRST = 86_400_000L;
    private static final long LAST = 4_102_444_800_000L;

    /**
     * Zones with all sorts of clock changes: at midnight, across midnight, half an hour, two hours, a whole day, none.
     * Not those whose changes after 2037 the tz database lists one by one (Morocco, Palestine): Java's zones forget
     * them.
     */
    private static final String[] ZONES = {
        "UTC", "GMT", "GMT+05:30", "GMT-03:00", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon",
        "Europe/Moscow", "Europe/Istanbul", "Europe/Chisinau", "Europe/Samara", "Atlantic/Azores", "Atlantic/Stanley",
        "America/New_York", "America/Los_Angeles", "America/Chicago", "America/Phoenix", "America/St_Johns",
        "America/Halifax", "America/Havana", "America/Sao_Paulo", "America/Asuncion", "America/Santiago",
        "America/Scoresbysund", "America/Caracas", "America/Argentina/San_Luis", "America/Godthab", "Africa/Cairo",
        "Africa/Johannesburg", "Africa/Monrovia", "Asia/Amman", "Asia/Beirut", "Asia/Tehran", "Asia/Kolkata",
        "Asia/Kathmandu", "Asia/Pyongyang", "Asia/Tokyo", "Asia/Jerusalem", "Australia/Sydney",
        "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham",
        "Pacific/Kiritimati", "Pacific/Norfolk", "Antarctica/Troll",
    };

    private static final String[] SECONDS = {"*", "*", "0", "0/7", "10-49", "5,6,59"};
    private static final String[] MINUTES = {"*", "*", "*", "0-29", "7/5", "0,30,59"};
    private static final String[] HOURS = {"*", "*", "0", "1-2", "22-3", "8-17", "0/2"};
    /** Not W: where a clock change skips the named time of such a day, Quartz's search never ends. */
    private static final String[] DAYS = {
        "* %s ?", "* %s ?", "1-15 %s ?", "L %s ?", "L-3 %s ?", "? %s SAT,SUN", "? %s 2-6", "? %s 6L", "? %s 2#2",
    };
    private static final String[] MONTHS = {"*", "*", "*", "3-4,9-11", "1/3", "NOV-FEB"};
    private static final String[] YEARS = {"", "", "", " 2020-2040", " 1970/2"};

    /** Zones whose tables are short, so that their streams are. */
    private static final String[] SMALL_ZONES = {
        "UTC", "GMT+05:30", "America/Sao_Paulo", "Asia/Amman", "Asia/Kathmandu", "Asia/Tokyo", "Pacific/Apia",
    };

    private final Random random;
    private final String[] zones;
    private final int maximumDays;

    private RandomCalendars(Random random, String[] zones, int maximumDays) {
        this.random = random;
        this.zones = zones;
        this.maximumDays = maximumDays;
    }

    /** Calendars of all zones and sizes. */
    static RandomCalendars any(Random random) {
        return new RandomCalendars(random, ZONES, 40);
    }

    /** Calendars whose streams are short. */
    static RandomCalendars small(Random random) {
        return new RandomCalendars(random, SMALL_ZONES, 5);
    }

    Calendar next() throws ParseException {
        return next(random.nextInt(KINDS), random.nextInt(3));
    }

    Calendar next(int kind, int bases) throws ParseException {
        Calendar base = bases == 0 ? null : next(random.nextInt(KINDS), bases - 1);
        TimeZone zone = zones == ZONES && random.nextInt(8) == 0 ? null : zone();
        Calendar calendar = switch (kind) {
            case 0 -> new BaseCalendar(base, zone);
            case 1 -> annual(base, zone);
            case 2 -> new CronCalendar(base, expression(), zone);
            case 3 -> daily(base, zone);
            case 4 -> holiday(base, zone);
            case 5 -> monthly(base, zone);
            default -> weekly(base, zone);
        };
        if (random.nextBoolean()) {
            String[] texts = {"", "Feiertage in K\u00F6ln", "midnight \u0000 \uD83C\uDF19", "three hundred".repeat(30)};
            calendar.setDescription(pick(texts));
        }
        return calendar;
    }

    private Calendar annual(Calendar base, TimeZone zone) {
        AnnualCalendar calendar = new AnnualCalendar(base, zone);
        ArrayList<java.util.Calendar> days = new ArrayList<>();
        for (int i = random.nextInt(maximumDays); i > 0; i--) {
            java.util.Calendar day = random.nextInt(4) == 0 ? new GregorianCalendar() : new GregorianCalendar(zone());
            day.setTimeInMillis(time());
            if (random.nextBoolean()) {
                day.set(2000 + random.nextInt(30), random.nextInt(12), 1 + random.nextInt(31), 0, 0, 0);
            }
            days.add(day);
        }
        calendar.setDaysExcluded(days);
        if (random.nextBoolean() && base == null) {
            calendar.isTimeIncluded(time());
        }
        return calendar;
    }

    private Calendar daily(Calendar base, TimeZone zone) {
        // The range is checked on the wall clock of today, so the zone comes last.
        int start = random.nextInt(random.nextBoolean() ? 86_399_000 : 10_800_000);
        int end = start + 1 + random.nextInt(86_399_999 - start);
        if (random.nextInt(3) == 0) {
            start -= start % 1_800_000;
            end = Math.max(end - end % 1_800_000, start + 1);
        }
        DailyCalendar calendar = new DailyCalendar(base, text(start), text(end));
        calendar.setTimeZone(zone);
        calendar.setInvertTimeRange(random.nextBoolean());
        return calendar;
    }

    private Calendar holiday(Calendar base, TimeZone zone) {
        HolidayCalendar calendar = new HolidayCalendar(base, zone);
        for (int i = random.nextInt(maximumDays); i > 0; i--) {
            calendar.addExcludedDate(new Date(random.nextBoolean() ? time() : nearChange(zone)));
        }
        return calendar;
    }

    private Calendar monthly(Calendar base, TimeZone zone) {
        MonthlyCalendar calendar = new MonthlyCalendar(base, zone);
        int share = 1 + random.nextInt(4);
        for (int day = 1; day <= 31; day++) {
            calendar.setDayExcluded(day, random.nextInt(4) < share);
        }
        return calendar;
    }

    private Calendar weekly(Calendar base, TimeZone zone) {
        WeeklyCalendar calendar = new WeeklyCalendar(base, zone);
        if (random.nextInt(4) > 0) {
            for (int day = 1; day <= 7; day++) {
                calendar.setDayExcluded(day, random.nextInt(3) == 0);
            }
        }
        return calendar;
    }

    private String expression() {
        return String.join(" ", pick(SECONDS), pick(MINUTES), pick(HOURS), pick(DAYS).formatted(pick(MONTHS)))
            + pick(YEARS);
    }

    /** Random times, and times close to what the calendar and its bases may treat specially. */
    long[] times(Calendar calendar, int count) {
        long[] times = new long[count];
        ArrayList<Calendar> chain = new ArrayList<>();
        for (Calendar link = calendar; link != null; link = link.getBaseCalendar()) {
            chain.add(link);
        }
        for (int i = 0; i < count; i++) {
            Calendar link = chain.get(random.nextInt(chain.size()));
            TimeZone zone = ((BaseCalendar) link).getTimeZone();
            times[i] = switch (random.nextInt(4)) {
                case 0 -> time();
                case 1 -> nearChange(zone);
                case 2 -> dayBoundary(zone, random.nextBoolean() ? time() : nearChange(zone));
                default -> special(link, zone);
            };
            times[i] = Math.min(Math.max(times[i], FIRST), LAST);
        }
        return times;
    }

    private long special(Calendar link, TimeZone zone) {
        long time = random.nextBoolean() ? time() : nearChange(zone);
        if (link instanceof DailyCalendar daily) {
            long edge = random.nextBoolean()
                ? daily.getTimeRangeStartingTimeInMillis(time) : daily.getTimeRangeEndingTimeInMillis(time);
            return edge + random.nextInt(3) - 1;
        }
        if (link instanceof HolidayCalendar holiday && !holiday.getExcludedDates().isEmpty()) {
            int index = random.nextInt(holiday.getExcludedDates().size());
            Date date = holiday.getExcludedDates().stream().skip(index).findFirst().orElseThrow();
            return date.getTime() + random.nextInt(100_000_000) - 5_000_000;
        }
        if (link instanceof CronCalendar cron) {
            Date next = cron.getCronExpression().getNextValidTimeAfter(new Date(time));
            if (next != null) {
                return next.getTime() + random.nextInt(3_000) - 1_000;
            }
        }
        return time;
    }

    private long dayBoundary(TimeZone zone, long time) {
        GregorianCalendar day = zone == null ? new GregorianCalendar() : new GregorianCalendar(zone);
        day.setTimeInMillis(time);
        day.set(java.util.Calendar.HOUR_OF_DAY, 0);
        day.set(java.util.Calendar.MINUTE, 0);
        day.set(java.util.Calendar.SECOND, 0);
        day.set(java.util.Calendar.MILLISECOND, random.nextInt(3) - 1);
        return day.getTimeInMillis();
    }

    private long nearChange(TimeZone zone) {
        TimeZone clock = zone == null ? TimeZone.getDefault() : zone;
        ZoneOffsetTransition change = clock.toZoneId().getRules().nextTransition(Instant.ofEpochMilli(time()));
        if (change == null) {
            return time();
        }
        return change.toEpochSecond() * 1_000 + switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3) - 1;
            case 1 -> random.nextInt(14_400_000) - 7_200_000;
            case 2 -> (random.nextInt(9) - 4) * 1_800_000;
            default -> random.nextInt(172_800_000) - 86_400_000;
        };
    }

    private long time() {
        return random.nextLong(FIRST, LAST);
    }

    private TimeZone zone() {
        return TimeZone.getTimeZone(pick(zones));
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(int millisecondOfDay) {
        int second = millisecondOfDay / 1_000;
        return "%d:%d:%d:%d".formatted(second / 3_600, second / 60 % 60, second % 60, millisecondOfDay % 1_000);
    }
}
