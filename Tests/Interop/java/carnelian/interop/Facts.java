package carnelian.interop;

import java.util.Date;
import java.util.List;
import java.util.Map;

/** The members of a JSON object, by their types. */
final class Facts {
    final Map<?, ?> members;

    Facts(Object object) {
        members = (Map<?, ?>) object;
    }

    String text(String name) {
        return (String) members.get(name);
    }

    boolean flag(String name) {
        return (Boolean) members.get(name);
    }

    int number(String name) {
        return Math.toIntExact(milliseconds(name));
    }

    long milliseconds(String name) {
        return (Long) members.get(name);
    }

    /** A time in milliseconds, or null. */
    Date date(String name) {
        return members.get(name) == null ? null : new Date(milliseconds(name));
    }

    List<?> list(String name) {
        return (List<?>) members.get(name);
    }

    Facts object(String name) {
        return members.get(name) == null ? null : new Facts(members.get(name));
    }

    /** GROUP.NAME, split at the first dot. */
    String[] key(String name) {
        return text(name).split("\\.", 2);
    }
}
