package carnelian.differential;

/** The time in which a schedule is asked for, and its zone; times in milliseconds. */
final class Window {
    final Zone zone;
    final long start;
    /** Null: no end. */
    final Long end;
    /** The fire times strictly after this one are asked for; null: the first ones. */
    final Long after;

    private Window(Zone zone, long start, Long end, Long after) {
        this.zone = zone;
        this.start = start;
        this.end = end;
        this.after = after;
    }

    /** A window that often lies close to a change of clocks, or has one ahead of it by some intervals. */
    static Window any(Chance chance, Zone zone, long intervalSeconds) {
        return any(chance, zone, intervalSeconds, false);
    }

    /** The same; with an end within some years if asked for. */
    static Window any(Chance chance, Zone zone, long intervalSeconds, boolean isBounded) {
        long start = zone.anyInstant(chance);
        Long after = null;
        if (chance.oneIn(2)) {
            long ahead = Math.min(intervalSeconds * chance.between(0, chance.of(12, 60, 1_000)), 40L * 365 * 86_400);
            if (chance.oneIn(2)) {
                start = Math.max(1_000, start - ahead * 1000);
            }
            if (chance.oneIn(2)) {
                after = Math.min(start + ahead * 1000, 4_102_444_800_000L) + chance.between(-1L, 1L) * chance.between(0, 3_600_000);
            }
        }
        Long end = chance.oneIn(8) ? start + chance.between(0L, Math.min(20 * intervalSeconds, 400L * 86_400)) * 1000 : null;
        if (isBounded && end == null) {
            end = Math.max(start, after == null ? start : after) + chance.between(20L, 1_500L) * 86_400_000;
        }
        return new Window(zone, start, end, after);
    }

    /** The members of a question, a comma before each. */
    String json() {
        return ",\"start\":" + start + ",\"end\":" + end + (after == null ? "" : ",\"after\":" + after) + ",\"count\":" + Question.COUNT;
    }

    /** The fields of a golden vector: zone, start, end and after. */
    String vector() {
        return zone.name + "|" + start + "|" + (end == null ? "" : end) + "|" + (after == null ? "" : after);
    }
}
