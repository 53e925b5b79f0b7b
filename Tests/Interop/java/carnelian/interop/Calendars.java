package carnelian.interop;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.HexFormat;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.quartz.Calendar;

/**
 * Quartz's calendars and their Java object streams: the oracle of Carnelian's.
 *
 * <p>{@code make SEED COUNT TIMES} prints COUNT random calendars, a line each: the stream in hexadecimal digits, the
 * times asked about (milliseconds, comma between) and the answers of {@code isTimeIncluded} (0 or 1 for each time),
 * with tabs between. {@code check} reads such lines, loads each stream and asks again; it prints the line again with
 * the stream written anew, and on standard error each answer that differs. {@code samples SEED TIMES} prints two
 * calendars of every kind with short streams.
 *
 * <p>Calendars without a zone use the process's, so both sides run with the same {@code TZ}.
 */
final class Calendars {
    private Calendars() {
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments.length == 0 ? "" : arguments[0]) {
            case "make" -> make(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]),
                Integer.parseInt(arguments[3]));
            case "samples" -> samples(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
            case "check" -> System.exit(check() ? 0 : 1);
            default -> throw new IllegalArgumentException(
                "expected make SEED COUNT TIMES, samples SEED TIMES or check");
        }
    }

    private static void make(long seed, int count, int times) throws IOException, ParseException {
        RandomCalendars calendars = RandomCalendars.any(new Random(seed));
        for (int i = 0; i < count; i++) {
            Calendar calendar = calendars.next();
            print(calendar, calendars.times(calendar, times));
        }
    }

    private static void samples(long seed, int times) throws IOException, ParseException {
        RandomCalendars calendars = RandomCalendars.small(new Random(seed));
        for (int kind = 0; kind < RandomCalendars.KINDS; kind++) {
            for (boolean hasBase : new boolean[] {false, true}) {
                Calendar calendar = calendars.next(kind, hasBase ? 1 : 0);
                print(calendar, calendars.times(calendar, times));
            }
        }
    }

    private static boolean check() throws IOException, ClassNotFoundException {
        boolean agree = true;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            Calendar calendar = read(HexFormat.of().parseHex(fields[0]));
            long[] times = Stream.of(fields[1].split(",")).mapToLong(Long::parseLong).toArray();
            String answers = print(calendar, times);
            for (int i = 0; i < times.length; i++) {
                if (answers.charAt(i) != fields[2].charAt(i)) {
                    agree = false;
                    System.err.println(fields[0] + " at " + times[i] + ": Java says " + answers.charAt(i));
                }
            }
        }
        return agree;
    }

    private static String print(Calendar calendar, long[] times) throws IOException {
        // The stream first: asking may change the calendar, as Quartz's cron expressions remember the default zone.
        String stream = HexFormat.of().formatHex(write(calendar));
        StringJoiner answers = new StringJoiner("");
        for (long time : times) {
            answers.add(calendar.isTimeIncluded(time) ? "1" : "0");
        }
        String asked = LongStream.of(times).mapToObj(Long::toString).collect(Collectors.joining(","));
        System.out.println(stream + "\t" + asked + "\t" + answers);
        return answers.toString();
    }

    private static byte[] write(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(bytes)) {
            stream.writeObject(object);
        }
        return bytes.toByteArray();
    }

    private static Calendar read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return (Calendar) stream.readObject();
        }
    }
}
