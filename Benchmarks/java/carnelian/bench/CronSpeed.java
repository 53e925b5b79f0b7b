package carnelian.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Date;
import java.util.Locale;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The Quartz side of scripts/bench-cron: answers the lines {@code next} and {@code parse} as CronSpeed.swift does.
 *
 * <p>Time is the processor time of the one thread: compilation and garbage collection run beside it, uncounted.
 */
public final class CronSpeed {
    /** 2026-01-01T00:00:00Z. */
    private static final long START = 1_767_225_600_000L;
    /** 2100-01-01T00:00:00Z. */
    private static final long END = 4_102_444_800_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 1_000;

    private CronSpeed() {
    }

    public static void main(String[] arguments) throws IOException, ParseException {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = input.readLine()) != null) {
            String[] words = line.split(" ", 4);
            long budget = Long.parseLong(words[1]) * 1_000_000;
            switch (words[0]) {
                case "next":
                    CronExpression expression = new CronExpression(words[3]);
                    expression.setTimeZone(TimeZone.getTimeZone(words[2]));
                    next(expression, budget);
                    break;
                case "parse":
                    parse(words[3], budget);
                    break;
                default:
                    throw new IllegalArgumentException(line);
            }
        }
    }

    private static void next(CronExpression expression, long budget) {
        long[] sum = new long[1];
        Date time = walk(expression, new Date(START), sum);
        long checksum = sum[0];
        long batches = 0;
        long begun = THREADS.getCurrentThreadCpuTime();
        long ended;
        do {
            time = walk(expression, time, sum);
            batches++;
            ended = THREADS.getCurrentThreadCpuTime();
        } while (ended - begun < budget);
        System.out.printf(Locale.ROOT, "%.2f %d%n", (double) (ended - begun) / (batches * BATCH), checksum);
    }

    /** A thousand fire times, from the start anew where the schedule or the century ends; adds up. */
    private static Date walk(CronExpression expression, Date from, long[] sum) {
        Date time = from;
        for (int count = 0; count < BATCH; count++) {
            time = expression.getNextValidTimeAfter(time);
            if (time == null || time.getTime() >= END) {
                time = new Date(START);
            }
            sum[0] += time.getTime();
        }
        return time;
    }

    private static void parse(String text, long budget) throws ParseException {
        long batches = 0;
        long length = 0;
        long begun = THREADS.getCurrentThreadCpuTime();
        long ended;
        do {
            for (int count = 0; count < BATCH; count++) {
                length += new CronExpression(text).getCronExpression().length();
            }
            batches++;
            ended = THREADS.getCurrentThreadCpuTime();
        } while (ended - begun < budget);
        if (length != batches * BATCH * text.length()) {
            throw new IllegalStateException(text);
        }
        System.out.printf(Locale.ROOT, "%.2f%n", (double) (ended - begun) / (batches * BATCH));
    }
}
