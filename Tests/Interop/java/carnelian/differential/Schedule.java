package carnelian.differential;

import java.util.Arrays;
import java.util.Date;
import org.quartz.Calendar;
import org.quartz.spi.OperableTrigger;

/** Asks a trigger of Quartz for fire times as the scheduler does. */
final class Schedule {
    private Schedule() {
    }

    /** The fire times after a time in milliseconds; null: the first ones. A calendar that is null excludes nothing. */
    static Answer of(OperableTrigger trigger, Calendar calendar, Long after) {
        long[] times = new long[Question.COUNT];
        int count = 0;
        try {
            Date time = after == null ? trigger.computeFirstFireTime(calendar) : next(trigger, calendar, new Date(after));
            while (time != null && count < times.length) {
                times[count++] = time.getTime();
                if (count < times.length && after == null) {
                    trigger.triggered(calendar);
                    time = trigger.getNextFireTime();
                } else if (count < times.length) {
                    time = next(trigger, calendar, time);
                }
            }
        } catch (SearchLimit.Exceeded exceeded) {
            return Answer.timesAndNoEnd(Arrays.copyOf(times, count));
        } catch (PatientCalendar.Exhausted exhausted) {
            return Answer.timesCutShort(Arrays.copyOf(times, count));
        }
        return Answer.times(Arrays.copyOf(times, count));
    }

    private static Date next(OperableTrigger trigger, Calendar calendar, Date after) {
        Date time = trigger.getFireTimeAfter(after);
        while (time != null && calendar != null && !calendar.isTimeIncluded(time.getTime())) {
            time = trigger.getFireTimeAfter(time);
        }
        return time;
    }
}
