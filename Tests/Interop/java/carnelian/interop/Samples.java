package carnelian.interop;

import static org.quartz.CronScheduleBuilder.cronSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.SimpleScheduleBuilder.simpleSchedule;
import static org.quartz.TriggerBuilder.newTrigger;

import carnelian.jobs.NoOp;
import carnelian.jobs.SQL;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

/** Sets of jobs and triggers that the checks store from Java. */
final class Samples {
    static final String LEDGER = "INSERT INTO ledger (job, trigger, scheduled, fire_instance, instance, note)"
        + " SELECT current_setting('carnelian.job'), current_setting('carnelian.trigger'),"
        + " current_setting('carnelian.scheduled_fire_time')::bigint, current_setting('carnelian.fire_instance_id'),"
        + " current_setting('carnelian.instance_id'), ";

    private final Scheduler scheduler;
    private final Options options;

    Samples(Scheduler scheduler, Options options) {
        this.scheduler = scheduler;
        this.options = options;
    }

    void store(String sample) throws SchedulerException {
        switch (sample) {
            case "objects":
                objects();
                break;
            case "due":
                due();
                break;
            case "crowd":
                crowd(options.number("one-shots", 1_000), options.number("recurring", 20));
                break;
            case "alone":
                alone(options.number("jobs", 10), options.number("one-shots", 40));
                break;
            case "long":
                longRunning();
                break;
            default:
                throw new IllegalArgumentException(
                    "expected objects, due, crowd, alone or long, not \"" + sample + "\"");
        }
    }

    /** Data of every plain class, for a store that keeps it as a Java object stream. */
    private void objects() throws SchedulerException {
        JobDataMap data = awkwardData();
        data.put("int", Integer.MIN_VALUE);
        data.put("long", Long.MAX_VALUE);
        data.put("boolean", true);
        data.put("double", 0.1);
        data.put("float", 2.5f);
        data.put("char", 'ß');
        data.put("date", new Date(4_102_444_800_123L));
        data.put("null", (Object) null);
        JobDetail job = newJob(NoOp.class).withIdentity("objects", "java").storeDurably().setJobData(data).build();
        scheduler.addJob(job, false);
        scheduler.scheduleJob(newTrigger().withIdentity("objects", "java").forJob(job)
            .startAt(new Date(4_102_444_800_000L)).usingJobData(data).build());
        scheduler.scheduleJob(newTrigger().withIdentity("no objects", "java").forJob(job)
            .startAt(new Date(4_102_444_800_000L)).build());
    }

    /** Work that is due at once: what fires is seen in the ledger. */
    private void due() throws SchedulerException {
        Date now = new Date();
        JobDetail durable = ledgerJob("durable").storeDurably().requestRecovery().build();
        scheduler.addJob(durable, true);
        for (int number = 0; number < 50; number++) {
            scheduler.scheduleJob(newTrigger().withIdentity("one-shot " + number, "due").forJob(durable)
                .startAt(now).withPriority(number % 10 + 1).build());
        }
        scheduler.scheduleJob(newTrigger().withIdentity("own data", "due").forJob(durable).startAt(now)
            .usingJobData("statement", LEDGER + "'the trigger''s statement'").build());
        scheduler.scheduleJob(newTrigger().withIdentity("repeating", "due").forJob(durable).startAt(now)
            .withSchedule(simple(9, 200, 0)).build());
        JobDetail passing = ledgerJob("passing").build();
        scheduler.scheduleJob(passing, newTrigger().withIdentity("cron", "due").startAt(now)
            .endAt(new Date(now.getTime() + 3_900)).withSchedule(cron("* * * * * ?", "Asia/Kolkata", 0)).build());
        Date longAgo = new Date(now.getTime() - 3_600_000);
        scheduler.scheduleJob(newTrigger().withIdentity("misfired, fire now", "due").forJob(durable)
            .startAt(longAgo).withSchedule(simple(0, 0, 1)).build());
        scheduler.scheduleJob(newTrigger().withIdentity("misfired, never mind", "due").forJob(durable)
            .startAt(longAgo).withSchedule(simple(2, 1_200_000, -1)).build());
        scheduler.scheduleJob(newTrigger().withIdentity("misfired, next slot", "due").forJob(durable)
            .startAt(longAgo).withSchedule(simple(-1, 86_400_000, 5)).build());
        scheduler.pauseTriggers(GroupMatcher.triggerGroupEquals("held"));
        scheduler.scheduleJob(newTrigger().withIdentity("held", "held").forJob(durable).startAt(now).build());
    }

    /**
     * Much work for nodes of both runtimes: one-shots over some seconds, and triggers that recur meanwhile. However late
     * a busy machine is, each keeps its scheduled times.
     */
    private void crowd(int oneShots, int recurring) throws SchedulerException {
        JobDetail job = newJob(SQL.class).withIdentity("crowd", "ledger").storeDurably().usingJobData("statement", LEDGER
            + "'' FROM pg_sleep(" + options.number("run-ms", 0) + " / 1000.0)").build();
        Set<Trigger> triggers = new HashSet<>();
        long start = (System.currentTimeMillis() + options.number("start-in-ms", 10_000)) / 1_000 * 1_000;
        int seconds = options.number("seconds", 20);
        for (int number = 0; number < oneShots; number++) {
            triggers.add(newTrigger().withIdentity(String.format("one-shot %05d", number), "crowd").forJob(job)
                .startAt(new Date(start + number * 1_000L * seconds / oneShots)).withSchedule(simple(0, 0, -1)).build());
        }
        for (int number = 0; number < recurring; number++) {
            ScheduleBuilder<?> schedule = number % 2 == 0 ? simple(seconds / 2 - 1, 2_000, -1)
                : cron("0/2 * * * * ?", "UTC", -1);
            triggers.add(newTrigger().withIdentity(String.format("recurring %03d", number), "crowd").forJob(job)
                // An end is a fire time, too: whether cron meets it would hang on the parity of the first second.
                .startAt(new Date(start)).endAt(new Date(start + seconds * 1_000L - 1)).withSchedule(schedule).build());
        }
        Map<JobDetail, Set<? extends Trigger>> everything = new HashMap<>();
        everything.put(job, triggers);
        scheduler.scheduleJobs(everything, true);
    }

    /**
     * Jobs that write when they run, each with many triggers that are due at the same time; all ask for recovery. The
     * triggers of a job are a group of its name, and no two of its fires have the same time.
     */
    private void alone(int jobs, int oneShots) throws SchedulerException {
        long start = System.currentTimeMillis() + options.number("start-in-ms", 0);
        Map<JobDetail, Set<? extends Trigger>> everything = new HashMap<>();
        for (int number = 0; number < jobs; number++) {
            String name = "alone " + number;
            JobDetail job = newJob(SQL.class).withIdentity(name, "ledger").storeDurably().requestRecovery()
                .usingJobData("statement", "SELECT run_alone(" + options.number("run-ms", 30) + " / 1000.0)").build();
            Set<Trigger> triggers = new HashSet<>();
            for (int shot = 0; shot < oneShots; shot++) {
                triggers.add(newTrigger().withIdentity(String.format("one-shot %03d", shot), name).forJob(job)
                    .startAt(new Date(start + shot * 10L)).withSchedule(simple(0, 0, -1)).build());
            }
            triggers.add(newTrigger().withIdentity("repeating", name).forJob(job).startAt(new Date(start + 5))
                .withSchedule(simple(9, 100, -1)).build());
            everything.put(job, triggers);
        }
        scheduler.scheduleJobs(everything, true);
    }

    /** One fire, due at once, that does not end by itself unless it is a recovery; asks for recovery. */
    private void longRunning() throws SchedulerException {
        JobDetail job = newJob(SQL.class).withIdentity("long", "ledger").requestRecovery()
            .usingJobData("statement", LEDGER + "'recovering: ' || current_setting('carnelian.recovering')"
                + " || coalesce(', ' || (SELECT string_agg(line, ', ' ORDER BY line) FROM qrtz_triggers,"
                + " regexp_split_to_table(convert_from(job_data, 'LATIN1'), '\\r?\\n') AS line WHERE line LIKE 'QRTZ%'"
                + " AND trigger_group || '.' || trigger_name = current_setting('carnelian.trigger')), '')"
                + " FROM pg_sleep(CASE current_setting('carnelian.recovering') WHEN 'true' THEN 0 ELSE 300 END)")
            .build();
        scheduler.scheduleJob(job, newTrigger().withIdentity("long", "due").startNow().build());
    }

    private static JobBuilder ledgerJob(String name) {
        return newJob(SQL.class).withIdentity(name, "ledger")
            .usingJobData("statement", LEDGER + "'the job''s statement'");
    }

    private static JobDataMap awkwardData() {
        JobDataMap data = new JobDataMap();
        data.put("unicode", "Grüße, 世界 \uD83C\uDF89");
        data.put("a key: with #signs!", "tab\t, line\n, return\r, form\f, backslash \\, = : # !");
        data.put("leading", "  two spaces");
        data.put("empty", "");
        data.put("quotes", "'single' \"double\"");
        return data;
    }

    static SimpleScheduleBuilder simple(int repeatCount, long interval, int misfire) {
        SimpleScheduleBuilder schedule = simpleSchedule().withRepeatCount(repeatCount)
            .withIntervalInMilliseconds(interval);
        switch (misfire) {
            case -1: return schedule.withMisfireHandlingInstructionIgnoreMisfires();
            case 1: return schedule.withMisfireHandlingInstructionFireNow();
            case 2: return schedule.withMisfireHandlingInstructionNowWithExistingCount();
            case 3: return schedule.withMisfireHandlingInstructionNowWithRemainingCount();
            case 4: return schedule.withMisfireHandlingInstructionNextWithRemainingCount();
            case 5: return schedule.withMisfireHandlingInstructionNextWithExistingCount();
            default: return schedule;
        }
    }

    static CronScheduleBuilder cron(String expression, String zone, int misfire) {
        CronScheduleBuilder schedule = cronSchedule(expression).inTimeZone(TimeZone.getTimeZone(zone));
        switch (misfire) {
            case -1: return schedule.withMisfireHandlingInstructionIgnoreMisfires();
            case 1: return schedule.withMisfireHandlingInstructionFireAndProceed();
            case 2: return schedule.withMisfireHandlingInstructionDoNothing();
            default: return schedule;
        }
    }
}
