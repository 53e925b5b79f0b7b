package carnelian.interop;

import java.nio.charset.StandardCharsets;
import org.quartz.Scheduler;

/**
 * A Quartz client and node on Carnelian's tables.
 *
 * <pre>
 * Main dump                      every job and trigger as JSON
 * Main schedule SAMPLE           stores a sample (see Samples) and prints what it stored
 * Main store                     stores the matrix on standard input (see Matrix)
 * Main operate                   operations on standard input (see Operations)
 * Main node --instance-id ID     fires until SIGTERM
 * Main next                      fire times of the triggers on standard input (see FireTimes)
 * </pre>
 *
 * All but the last take {@code --database-url} and {@code --scheduler}.
 */
public final class Main {
    private Main() {
    }

    /** A failure ends the process, although the scheduler's threads still run. */
    public static void main(String[] arguments) {
        try {
            run(arguments);
        } catch (Exception failure) {
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        String command = options.words.isEmpty() ? "" : options.words.get(0);
        if (command.equals("next")) {
            FireTimes.answer();
            return;
        }
        Scheduler scheduler = QuartzClient.make(options);
        switch (command) {
            case "dump":
                System.out.println(JSON.write(Dump.of(scheduler)));
                break;
            case "schedule":
                new Samples(scheduler, options).store(options.words.get(1));
                break;
            case "store":
                String matrix = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
                Matrix.store(new Facts(JSONReader.read(matrix)), scheduler);
                break;
            case "operate":
                Operations.answer(scheduler);
                break;
            case "node":
                Node.run(scheduler, options);
                return;
            default:
                throw new IllegalArgumentException("expected dump, schedule SAMPLE, store, operate, node or next, not \"" + command + "\"");
        }
        scheduler.shutdown();
    }
}
