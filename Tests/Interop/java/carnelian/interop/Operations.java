package carnelian.interop;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import carnelian.jobs.SQL;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;

/**
 * Operations on the store through Quartz's API, a line of words each on standard input: {@code pause trigger KEY},
 * {@code resume group GROUP}, {@code delete job KEY}, {@code put trigger KEY JOB} and so on. Each is answered by a line:
 * {@code view} by what the API says of all triggers, the others by "done".
 */
final class Operations {
    private final Scheduler scheduler;

    private Operations(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    static void answer(Scheduler scheduler) throws IOException, SchedulerException {
        Operations operations = new Operations(scheduler);
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(operations.answer(line.split(" ")));
            System.out.flush();
        }
    }

    private String answer(String[] words) throws SchedulerException {
        String operation = words.length > 1 ? words[0] + " " + words[1] : words[0];
        String name = words.length > 2 ? words[2] : null;
        switch (operation) {
            case "view": return JSON.write(view());
            case "put job":
                scheduler.addJob(newJob(SQL.class).withIdentity(job(name)).storeDurably()
                    .usingJobData("statement", Samples.LEDGER + "''").build(), true);
                break;
            case "put trigger":
                scheduler.scheduleJob(newTrigger().withIdentity(trigger(name)).forJob(job(words[3])).startNow()
                    .withSchedule(Samples.simple(-1, 200, 4)).build());
                break;
            case "pause trigger": scheduler.pauseTrigger(trigger(name)); break;
            case "pause job": scheduler.pauseJob(job(name)); break;
            case "pause group": scheduler.pauseTriggers(GroupMatcher.triggerGroupEquals(name)); break;
            case "pause all": scheduler.pauseAll(); break;
            case "resume trigger": scheduler.resumeTrigger(trigger(name)); break;
            case "resume job": scheduler.resumeJob(job(name)); break;
            case "resume group": scheduler.resumeTriggers(GroupMatcher.triggerGroupEquals(name)); break;
            case "resume all": scheduler.resumeAll(); break;
            case "delete trigger": scheduler.unscheduleJob(trigger(name)); break;
            case "delete job": scheduler.deleteJob(job(name)); break;
            case "reset trigger": scheduler.resetTriggerFromErrorState(trigger(name)); break;
            default: throw new IllegalArgumentException(operation);
        }
        return "done";
    }

    private Map<String, Object> view() throws SchedulerException {
        Map<String, Object> states = new TreeMap<>();
        for (TriggerKey key : scheduler.getTriggerKeys(GroupMatcher.anyTriggerGroup())) {
            states.put(key.toString(), scheduler.getTriggerState(key).name());
        }
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("states", states);
        view.put("pausedGroups", new ArrayList<>(new TreeSet<>(scheduler.getPausedTriggerGroups())));
        return view;
    }

    private static TriggerKey trigger(String key) {
        String[] parts = key.split("\\.", 2);
        return new TriggerKey(parts[1], parts[0]);
    }

    private static JobKey job(String key) {
        String[] parts = key.split("\\.", 2);
        return new JobKey(parts[1], parts[0]);
    }
}
