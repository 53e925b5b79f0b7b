package carnelian.bench;

import carnelian.interop.Options;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Loads a backlog in one transaction, wakes the nodes, and times it from the first claim to the last trigger gone.
 *
 * <p>Knows nothing of who fires: it sees only the tables. Prints {@code triggers secondsToFirstClaim seconds}.
 */
public final class Stopwatch {
    private static final long LIMIT_NANOSECONDS = 600_000_000_000L;

    private Stopwatch() {
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        Path load = Paths.get(options.required("load"));
        int triggers = options.number("triggers", 20_000);
        try (Connection connection = DriverManager.getConnection(options.jdbcURL(), options.user(), "");
            Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SELECT set_config('bench.triggers', '" + triggers + "', true)");
            statement.execute(Files.readString(load));
            if (options.text("notify", null) != null) {
                statement.execute("SELECT pg_notify('" + options.text("notify", null) + "', '')");
            }
            connection.commit();
            connection.setAutoCommit(true);
            long loaded = System.nanoTime();
            if (options.text("wake-file", null) != null) {
                Files.writeString(Paths.get(options.text("wake-file", null)), "wake");
            }
            long begun = waitUntil(statement, "SELECT EXISTS (SELECT FROM qrtz_fired_triggers)"
                + " OR NOT EXISTS (SELECT FROM qrtz_triggers)");
            long ended = waitUntil(statement, "SELECT NOT EXISTS (SELECT FROM qrtz_triggers)");
            System.out.printf("%d %.3f %.3f%n", triggers, (begun - loaded) / 1e9, (ended - begun) / 1e9);
        }
    }

    /** Asks every 5 ms; the answer's time is that of the first yes. */
    private static long waitUntil(Statement statement, String question) throws SQLException, InterruptedException {
        long asked = System.nanoTime();
        while (true) {
            try (ResultSet answer = statement.executeQuery(question)) {
                answer.next();
                if (answer.getBoolean(1)) {
                    return System.nanoTime();
                }
            }
            if (System.nanoTime() - asked > LIMIT_NANOSECONDS) {
                throw new IllegalStateException("ten minutes passed; the backlog is not done");
            }
            Thread.sleep(5);
        }
    }
}
