package carnelian.interop;

import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.CronTrigger;
import org.quartz.DailyTimeIntervalTrigger;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleTrigger;
import org.quartz.TimeOfDay;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/** Everything that Quartz's own API reads back from the store, sorted by key. */
final class Dump {
    private Dump() {
    }

    static Map<String, Object> of(Scheduler scheduler) throws SchedulerException {
        List<Object> jobs = new ArrayList<>();
        for (JobKey key : new TreeSet<>(scheduler.getJobKeys(GroupMatcher.anyJobGroup()))) {
            jobs.add(job(scheduler.getJobDetail(key)));
        }
        List<Object> triggers = new ArrayList<>();
        for (TriggerKey key : new TreeSet<>(scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup()))) {
            triggers.add(trigger(scheduler, scheduler.getTrigger(key)));
        }
        Map<String, Object> everything = new LinkedHashMap<>();
        everything.put("jobs", jobs);
        everything.put("triggers", triggers);
        List<Object> calendars = new ArrayList<>();
        for (String name : new TreeSet<>(scheduler.getCalendarNames())) {
            Map<String, Object> calendar = CalendarFacts.of(scheduler.getCalendar(name));
            calendar.put("name", name);
            calendars.add(calendar);
        }
        everything.put("calendars", calendars);
        everything.put("pausedTriggerGroups", new ArrayList<>(new TreeSet<>(scheduler.getPausedTriggerGroups())));
        return everything;
    }

    private static Map<String, Object> job(JobDetail job) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("group", job.getKey().getGroup());
        fields.put("name", job.getKey().getName());
        fields.put("type", job.getJobClass().getName());
        fields.put("description", job.getDescription());
        fields.put("durable", job.isDurable());
        fields.put("recover", job.requestsRecovery());
        fields.put("exclusive", job.isConcurrentExectionDisallowed());
        fields.put("persistsData", job.isPersistJobDataAfterExecution());
        fields.put("data", data(job.getJobDataMap()));
        return fields;
    }

    private static Map<String, Object> trigger(Scheduler scheduler, Trigger trigger) throws SchedulerException {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("group", trigger.getKey().getGroup());
        fields.put("name", trigger.getKey().getName());
        fields.put("jobGroup", trigger.getJobKey().getGroup());
        fields.put("jobName", trigger.getJobKey().getName());
        fields.put("description", trigger.getDescription());
        fields.put("state", scheduler.getTriggerState(trigger.getKey()).name());
        fields.put("start", milliseconds(trigger.getStartTime()));
        fields.put("end", milliseconds(trigger.getEndTime()));
        fields.put("next", milliseconds(trigger.getNextFireTime()));
        fields.put("previous", milliseconds(trigger.getPreviousFireTime()));
        fields.put("priority", trigger.getPriority());
        fields.put("misfire", trigger.getMisfireInstruction());
        fields.put("calendar", trigger.getCalendarName());
        fields.put("data", data(trigger.getJobDataMap()));
        schedule(trigger, fields);
        return fields;
    }

    private static void schedule(Trigger trigger, Map<String, Object> fields) {
        if (trigger instanceof SimpleTrigger) {
            SimpleTrigger simple = (SimpleTrigger) trigger;
            fields.put("type", "simple");
            fields.put("repeatCount", simple.getRepeatCount());
            fields.put("repeatInterval", simple.getRepeatInterval());
            fields.put("timesTriggered", simple.getTimesTriggered());
        } else if (trigger instanceof CronTrigger) {
            CronTrigger cron = (CronTrigger) trigger;
            fields.put("type", "cron");
            fields.put("expression", cron.getCronExpression());
            fields.put("zone", cron.getTimeZone().getID());
        } else if (trigger instanceof CalendarIntervalTrigger) {
            CalendarIntervalTrigger calendar = (CalendarIntervalTrigger) trigger;
            fields.put("type", "calendarInterval");
            fields.put("unit", calendar.getRepeatIntervalUnit().name());
            fields.put("interval", calendar.getRepeatInterval());
            fields.put("zone", calendar.getTimeZone().getID());
            fields.put("preserveHourOfDay", calendar.isPreserveHourOfDayAcrossDaylightSavings());
            fields.put("skipDayIfHourDoesNotExist", calendar.isSkipDayIfHourDoesNotExist());
            fields.put("timesTriggered", calendar.getTimesTriggered());
        } else if (trigger instanceof DailyTimeIntervalTrigger) {
            DailyTimeIntervalTrigger daily = (DailyTimeIntervalTrigger) trigger;
            fields.put("type", "dailyTimeInterval");
            fields.put("unit", daily.getRepeatIntervalUnit().name());
            fields.put("interval", daily.getRepeatInterval());
            fields.put("startTimeOfDay", timeOfDay(daily.getStartTimeOfDay()));
            fields.put("endTimeOfDay", timeOfDay(daily.getEndTimeOfDay()));
            fields.put("daysOfWeek", new ArrayList<>(new TreeSet<>(daily.getDaysOfWeek())));
            fields.put("repeatCount", daily.getRepeatCount());
            fields.put("timesTriggered", daily.getTimesTriggered());
        } else {
            fields.put("type", trigger.getClass().getName());
        }
    }

    private static String timeOfDay(TimeOfDay time) {
        return String.format("%02d:%02d:%02d", time.getHour(), time.getMinute(), time.getSecond());
    }

    private static Map<String, Object> data(JobDataMap map) {
        Map<String, Object> sorted = new TreeMap<>();
        for (String key : map.getKeys()) {
            sorted.put(key, map.get(key));
        }
        return sorted;
    }

    private static Long milliseconds(Date date) {
        return date == null ? null : date.getTime();
    }
}
