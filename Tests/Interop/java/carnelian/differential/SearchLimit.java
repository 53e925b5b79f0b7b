package carnelian.differential;

import java.lang.reflect.Field;
import java.util.SortedSet;
import java.util.TreeSet;
import org.quartz.CronExpression;

/**
 * Stands in for a cron expression's set of seconds, which Quartz's search asks once a round, and ends a search that goes
 * round too often. It changes nothing else.
 */
final class SearchLimit extends TreeSet<Integer> {
    private static final long serialVersionUID = 1;
    /** More than any search that ends takes for all fire times of a question. */
    private static final int ROUNDS = 50_000;

    private int rounds;

    /** Quartz would search for ever. */
    static final class Exceeded extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private SearchLimit(TreeSet<?> seconds) {
        for (Object second : seconds) {
            add((Integer) second);
        }
    }

    static void put(CronExpression cron) {
        try {
            Field seconds = CronExpression.class.getDeclaredField("seconds");
            seconds.setAccessible(true);
            seconds.set(cron, new SearchLimit((TreeSet<?>) seconds.get(cron)));
        } catch (ReflectiveOperationException failure) {
            throw new IllegalStateException("this is not the CronExpression of Quartz 2.3", failure);
        }
    }

    @Override
    public SortedSet<Integer> tailSet(Integer from) {
        if (++rounds > ROUNDS) {
            throw new Exceeded();
        }
        return super.tailSet(from);
    }
}
