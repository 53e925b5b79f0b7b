package carnelian.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.TimeZone;
import org.quartz.TriggerUtils;
import org.quartz.impl.triggers.CronTriggerImpl;
import org.quartz.impl.triggers.SimpleTriggerImpl;
import org.quartz.spi.OperableTrigger;

/**
 * Answers on standard output, a line each, when triggers fire by Quartz's own reckoning: the oracle of
 * {@code carnelian next --stdin}.
 *
 * <p>A question is a line of fields separated by tabs: {@code cron EXPRESSION ZONE START END COUNT} or
 * {@code simple REPEAT-COUNT REPEAT-INTERVAL START END COUNT}; times are milliseconds, END may be empty.
 */
final class FireTimes {
    private FireTimes() {
    }

    static void answer() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        StringBuilder answers = new StringBuilder();
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            try {
                String[] fields = question.split("\t", -1);
                List<Object> times = new ArrayList<>();
                int count = Integer.parseInt(fields[5]);
                for (Date time : TriggerUtils.computeFireTimes(trigger(fields), null, count)) {
                    times.add(time.getTime());
                }
                answers.append(JSON.write(Collections.singletonMap("fireTimes", times))).append('\n');
            } catch (ParseException | IllegalArgumentException refusal) {
                answers.append(JSON.write(Collections.singletonMap("error", refusal.getMessage()))).append('\n');
            }
        }
        System.out.print(answers);
    }

    private static OperableTrigger trigger(String[] fields) throws ParseException {
        OperableTrigger trigger;
        if (fields[0].equals("cron")) {
            CronTriggerImpl cron = new CronTriggerImpl();
            cron.setCronExpression(fields[1]);
            cron.setTimeZone(TimeZone.getTimeZone(fields[2]));
            trigger = cron;
        } else {
            SimpleTriggerImpl simple = new SimpleTriggerImpl();
            simple.setRepeatCount(Integer.parseInt(fields[1]));
            simple.setRepeatInterval(Long.parseLong(fields[2]));
            trigger = simple;
        }
        trigger.setStartTime(new Date(Long.parseLong(fields[3])));
        if (!fields[4].isEmpty()) {
            trigger.setEndTime(new Date(Long.parseLong(fields[4])));
        }
        return trigger;
    }
}
