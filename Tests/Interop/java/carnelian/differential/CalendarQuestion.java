package carnelian.differential;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.quartz.Calendar;
import org.quartz.impl.calendar.BaseCalendar;
import org.quartz.impl.calendar.CronCalendar;

/** When does a trigger with a calendar fire? The calendar is asked about in the bytes that Quartz stores. */
final class CalendarQuestion implements Question {
    /** How many fire times in a row a calendar may exclude before the question is left. */
    private static final int PATIENCE = 100;

    private final TriggerQuestion question;
    private final BaseCalendar calendar;
    private final String bytes;

    private CalendarQuestion(TriggerQuestion question, BaseCalendar calendar) {
        this.question = question;
        this.calendar = calendar;
        bytes = Base64.getEncoder().encodeToString(bytes(calendar));
    }

    static CalendarQuestion any(Chance chance) {
        TriggerQuestion question = chance.oneIn(2) ? CronQuestion.sparse(chance)
            : chance.oneIn(2) ? CalendarIntervalQuestion.any(chance, true) : DailyTimeIntervalQuestion.any(chance, true);
        return new CalendarQuestion(question, Calendars.any(chance, question.zone(), question.start()));
    }

    private static byte[] bytes(BaseCalendar calendar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream objects = new ObjectOutputStream(bytes)) {
            objects.writeObject(calendar);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        return bytes.toByteArray();
    }

    TriggerQuestion trigger() {
        return question;
    }

    @Override
    public Zone zone() {
        return question.zone();
    }

    @Override
    public List<Zone> zones() {
        List<Zone> zones = new ArrayList<>();
        zones.add(zone());
        for (Calendar link = calendar; link != null; link = link.getBaseCalendar()) {
            zones.add(Zone.named(((BaseCalendar) link).getTimeZone().getID()));
        }
        return zones;
    }

    /** Whether one of the calendars names times by cron and the clocks of its zone go forward in an unusual way near a time. */
    boolean hasCronBesideUnusualGap(long milliseconds) {
        for (Calendar link = calendar; link != null; link = link.getBaseCalendar()) {
            if (link instanceof CronCalendar && Zone.named(((CronCalendar) link).getTimeZone().getID()).isBesideUnusualGap(milliseconds)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long start() {
        return question.start();
    }

    @Override
    public long after() {
        return question.after();
    }

    @Override
    public Long end() {
        return question.end();
    }

    @Override
    public String vector() {
        return question.kind() + " " + question.vector() + "|" + bytes;
    }

    @Override
    public String json() {
        String json = question.json();
        return json.substring(0, json.length() - 1) + ",\"calendar\":\"" + bytes + "\"}";
    }

    @Override
    public Answer answer() {
        return question.answer(new PatientCalendar(calendar, PATIENCE));
    }
}
