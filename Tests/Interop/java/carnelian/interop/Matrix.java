package carnelian.interop;

import static org.quartz.CalendarIntervalScheduleBuilder.calendarIntervalSchedule;
import static org.quartz.DailyTimeIntervalScheduleBuilder.dailyTimeIntervalSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import org.quartz.CalendarIntervalScheduleBuilder;
import org.quartz.DailyTimeIntervalScheduleBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.Job;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TimeOfDay;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.matchers.GroupMatcher;

/** Stores through Quartz's builders what matrix.jq names. */
final class Matrix {
    private Matrix() {
    }

    static void store(Facts matrix, Scheduler scheduler) throws ReflectiveOperationException, SchedulerException {
        for (Object group : matrix.list("pausedTriggerGroups")) {
            scheduler.pauseTriggers(GroupMatcher.triggerGroupEquals((String) group));
        }
        for (Object calendar : matrix.list("calendars")) {
            Facts facts = new Facts(calendar);
            scheduler.addCalendar(facts.text("name"), CalendarFacts.calendar(facts), false, false);
        }
        for (Object job : matrix.list("jobs")) {
            scheduler.addJob(job(new Facts(job)), false, true);
        }
        for (Object trigger : matrix.list("triggers")) {
            scheduler.scheduleJob(trigger(new Facts(trigger)));
        }
    }

    private static JobDetail job(Facts facts) throws ClassNotFoundException {
        String[] key = facts.key("key");
        return newJob(Class.forName(facts.text("type")).asSubclass(Job.class)).withIdentity(key[1], key[0])
            .withDescription(facts.text("description")).storeDurably(facts.flag("durable"))
            .requestRecovery(facts.flag("recover")).setJobData(data(facts)).build();
    }

    private static Trigger trigger(Facts facts) {
        String[] key = facts.key("key");
        String[] job = facts.key("job");
        TriggerBuilder<Trigger> trigger = newTrigger().withIdentity(key[1], key[0]).forJob(job[1], job[0])
            .withDescription(facts.text("description")).withPriority(facts.number("priority"))
            .modifiedByCalendar(facts.text("calendar")).startAt(facts.date("start")).endAt(facts.date("end"))
            .usingJobData(data(facts));
        return trigger.withSchedule(schedule(facts)).build();
    }

    private static ScheduleBuilder<?> schedule(Facts facts) {
        int misfire = facts.number("misfire");
        switch (facts.text("type")) {
            case "simple":
                return Samples.simple(facts.number("repeatCount"), facts.milliseconds("repeatInterval"), misfire);
            case "cron":
                return Samples.cron(facts.text("expression"), facts.text("zone"), misfire);
            case "calendarInterval":
                CalendarIntervalScheduleBuilder calendar = calendarIntervalSchedule()
                    .withInterval(facts.number("interval"), IntervalUnit.valueOf(facts.text("unit")))
                    .inTimeZone(TimeZone.getTimeZone(facts.text("zone")))
                    .preserveHourOfDayAcrossDaylightSavings(facts.flag("preserveHourOfDay"))
                    .skipDayIfHourDoesNotExist(facts.flag("skipDayIfHourDoesNotExist"));
                switch (misfire) {
                    case -1: return calendar.withMisfireHandlingInstructionIgnoreMisfires();
                    case 1: return calendar.withMisfireHandlingInstructionFireAndProceed();
                    case 2: return calendar.withMisfireHandlingInstructionDoNothing();
                    default: return calendar;
                }
            case "dailyTimeInterval":
                DailyTimeIntervalScheduleBuilder daily = dailyTimeIntervalSchedule()
                    .withInterval(facts.number("interval"), IntervalUnit.valueOf(facts.text("unit")))
                    .startingDailyAt(timeOfDay(facts.text("startTimeOfDay")))
                    .endingDailyAt(timeOfDay(facts.text("endTimeOfDay"))).onDaysOfTheWeek(days(facts))
                    .withRepeatCount(facts.number("repeatCount"));
                switch (misfire) {
                    case -1: return daily.withMisfireHandlingInstructionIgnoreMisfires();
                    case 1: return daily.withMisfireHandlingInstructionFireAndProceed();
                    case 2: return daily.withMisfireHandlingInstructionDoNothing();
                    default: return daily;
                }
            default:
                throw new IllegalArgumentException(facts.text("type"));
        }
    }

    private static JobDataMap data(Facts facts) {
        JobDataMap data = new JobDataMap();
        for (Map.Entry<?, ?> entry : facts.object("data").members.entrySet()) {
            data.put((String) entry.getKey(), (String) entry.getValue());
        }
        return data;
    }

    private static Set<Integer> days(Facts facts) {
        Set<Integer> days = new TreeSet<>();
        for (Object day : facts.list("daysOfWeek")) {
            days.add(Math.toIntExact((Long) day));
        }
        return days;
    }

    private static TimeOfDay timeOfDay(String text) {
        String[] parts = text.split(":");
        return new TimeOfDay(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }
}
