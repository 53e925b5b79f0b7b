package carnelian.differential;

/** A question by its number, with Quartz's answer and the tool's. */
final class Case {
    final String kind;
    final long number;
    final Question question;
    final Answer quartz;
    /** Null until the tool has answered. */
    Answer carnelian;

    Case(String kind, long number, Question question, Answer quartz) {
        this.kind = kind;
        this.number = number;
        this.question = question;
        this.quartz = quartz;
    }

    boolean agrees() {
        return quartz.agreesWith(carnelian);
    }

    /** The earliest time that only one side names; the start if there is none. */
    long firstDifference() {
        int same = same();
        long quartzNext = same < quartz.times.length ? quartz.times[same] : Long.MAX_VALUE;
        long carnelianNext = same < carnelian.times.length ? carnelian.times[same] : Long.MAX_VALUE;
        long first = Math.min(quartzNext, carnelianNext);
        return first == Long.MAX_VALUE ? question.start() : first;
    }

    /** How many times at the beginning are the same. */
    int same() {
        int same = 0;
        while (same < quartz.times.length && same < carnelian.times.length && quartz.times[same] == carnelian.times[same]) {
            same++;
        }
        return same;
    }

    /** The least of what tells how the answers differ. */
    String difference() {
        StringBuilder text = new StringBuilder(kind + " " + number + " " + question.json() + "\n");
        if (quartz.isRefusal() || carnelian.isRefusal()) {
            return text.append("      Quartz:    ").append(quartz).append("\n      Carnelian: ").append(carnelian).toString();
        }
        int same = same();
        return text.append("      the same ").append(same).append(" times, then\n      Quartz:    ")
            .append(local(quartz.times, same)).append("\n      Carnelian: ").append(local(carnelian.times, same)).toString();
    }

    private String local(long[] times, int from) {
        StringBuilder text = new StringBuilder();
        for (int index = from; index < Math.min(times.length, from + 3); index++) {
            text.append(java.time.Instant.ofEpochMilli(times[index]).atOffset(
                java.time.ZoneOffset.ofTotalSeconds(question.zone().offset(Math.floorDiv(times[index], 1000L))))).append(' ');
        }
        return text.length() == 0 ? "no more" : text.toString();
    }
}
