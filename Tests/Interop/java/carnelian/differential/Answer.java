package carnelian.differential;

import java.util.Arrays;

/** What one side says to a question: fire times, or that it refuses the question. */
final class Answer {
    /** What became of the search for the time after those that were found. */
    private enum Ending { WHOLE, NEVER_ENDS, CUT_SHORT }

    /** Milliseconds since 1970 in UTC; empty for a refusal. */
    final long[] times;
    /** Why the question was refused; null if it was answered. */
    final String refusal;
    private final Ending ending;

    private Answer(long[] times, String refusal, Ending ending) {
        this.times = times;
        this.refusal = refusal;
        this.ending = ending;
    }

    static Answer times(long[] times) {
        return new Answer(times, null, Ending.WHOLE);
    }

    /** The search for the time after these never ends. */
    static Answer timesAndNoEnd(long[] times) {
        return new Answer(times, null, Ending.NEVER_ENDS);
    }

    /** Nobody waited for the time after these. */
    static Answer timesCutShort(long[] times) {
        return new Answer(times, null, Ending.CUT_SHORT);
    }

    boolean isCutShort() {
        return ending == Ending.CUT_SHORT;
    }

    static Answer refusal(String reason) {
        return new Answer(new long[0], String.valueOf(reason), Ending.WHOLE);
    }

    boolean ranAway() {
        return ending == Ending.NEVER_ENDS;
    }

    boolean isRefusal() {
        return refusal != null;
    }

    boolean agreesWith(Answer other) {
        if (isRefusal() || other.isRefusal()) {
            return isRefusal() && other.isRefusal();
        }
        if (ending == Ending.CUT_SHORT) {
            return other.times.length >= times.length && Arrays.equals(times, Arrays.copyOf(other.times, times.length));
        }
        return ending == other.ending && Arrays.equals(times, other.times);
    }

    /** Reads a line of {@code carnelian next --stdin}: {@code {"fireTimes":[MS,…]}} or {@code {"error":"…"}}. */
    static Answer read(String line) {
        String opening = "{\"fireTimes\":[";
        if (line.startsWith("{\"error\":")) {
            return refusal(line);
        }
        if (!line.startsWith(opening)) {
            throw new IllegalStateException("the tool's answer is no fire times: " + line);
        }
        long[] times = new long[16];
        int count = 0;
        int position = opening.length();
        while (line.charAt(position) != ']') {
            int end = position;
            while (line.charAt(end) != ',' && line.charAt(end) != ']') {
                end++;
            }
            if (count == times.length) {
                times = Arrays.copyOf(times, count * 2);
            }
            times[count++] = Long.parseLong(line, position, end, 10);
            position = line.charAt(end) == ',' ? end + 1 : end;
        }
        return times(Arrays.copyOf(times, count));
    }

    @Override
    public String toString() {
        return isRefusal() ? refusal : Arrays.toString(times) + (ranAway() ? " and then no answer" : "");
    }
}
