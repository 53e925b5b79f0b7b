package carnelian.interop;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The command line: words, and {@code --name value} pairs. */
public final class Options {
    public final List<String> words = new ArrayList<>();
    private final Map<String, String> values = new HashMap<>();

    public Options(String[] arguments) {
        for (int index = 0; index < arguments.length; index++) {
            String argument = arguments[index];
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (index + 1 < arguments.length) {
                values.put(argument.substring(2), arguments[++index]);
            } else {
                throw new IllegalArgumentException(argument + " needs a value");
            }
        }
    }

    public String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    public String required(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    public int number(String name, int otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Integer.parseInt(value);
    }

    public String scheduler() {
        return text("scheduler", "carnelian");
    }

    /** The user in {@code --database-url}, which is libpq's {@code postgresql://USER@HOST:PORT/DATABASE}. */
    public String user() {
        return URI.create(required("database-url")).getUserInfo();
    }

    /** The same database as JDBC spells it. */
    public String jdbcURL() {
        URI url = URI.create(required("database-url"));
        return "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
    }
}
