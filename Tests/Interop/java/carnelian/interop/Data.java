package carnelian.interop;

import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import carnelian.jobs.NoOp;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;

/**
 * Job data as Quartz's own delegate writes it, and as {@code java.util.Properties} loads it: the oracle of Carnelian's.
 *
 * <p>{@code make SEED COUNT} prints 3 x COUNT lines: bytes in hexadecimal digits and the entries that they hold, with a
 * tab between. A third is Properties text as Quartz writes it, with line ends of every kind; a third is random text
 * that {@code Properties.load} was asked about; a third are object streams, as Quartz writes them without
 * {@code useProperties}. {@code check} reads such lines from standard input, loads each text and prints on standard
 * error what differs. {@code store} keeps a job and a trigger with objects in their maps, and one that Carnelian has to
 * refuse.
 *
 * <p>Entries stand in the order of their keys with a space between: the key's UTF-16 in hexadecimal digits, {@code =},
 * a letter for the value's class, and the value; no entries are {@code -}. {@code refused} and a class stand for bytes
 * that must not be read.
 */
final class Data {
    private Data() {
    }

    public static void main(String[] arguments) throws Exception {
        Options options = new Options(arguments);
        switch (options.words.isEmpty() ? "" : options.words.get(0)) {
            case "make" -> make(new Random(Long.parseLong(options.words.get(1))),
                Integer.parseInt(options.words.get(2)));
            case "check" -> System.exit(check() ? 0 : 1);
            case "store" -> store(options);
            default -> throw new IllegalArgumentException("expected make SEED COUNT, check or store");
        }
    }

    /** Quartz's delegate, with its way of writing data opened. */
    private static final class Delegate extends PostgreSQLDelegate {
        private final boolean usesProperties;

        Delegate(boolean usesProperties) {
            this.usesProperties = usesProperties;
        }

        @Override
        protected boolean canUseProperties() {
            return usesProperties;
        }

        byte[] write(JobDataMap map) throws IOException {
            return serializeJobData(map).toByteArray();
        }

        byte[] writeObject(Object map) throws IOException {
            return serializeObject(map).toByteArray();
        }
    }

    private static void make(Random random, int count) throws IOException {
        Delegate properties = new Delegate(true);
        Delegate objects = new Delegate(false);
        RandomData data = new RandomData(random);
        for (int i = 0; i < count; i++) {
            Map<String, Object> texts = data.texts();
            String written = new String(properties.write(new JobDataMap(texts)), StandardCharsets.ISO_8859_1);
            String lineEnd = new String[] {"\n", "\r\n", "\r"}[random.nextInt(3)];
            byte[] bytes = written.replace("\n", lineEnd).getBytes(StandardCharsets.ISO_8859_1);
            print(bytes, entries(texts));

            byte[] loose = data.looseText();
            print(loose, loaded(loose));

            Map<String, Object> values = data.objects();
            String entries = entries(values);
            Object map = new JobDataMap(values);
            if (random.nextInt(4) == 0) {
                ((JobDataMap) map).clearDirtyFlag();
            }
            print(random.nextInt(5) == 0 ? objects.writeObject(new HashMap<>(values)) : objects.write((JobDataMap) map),
                entries);
        }
    }

    private static boolean check() throws IOException {
        boolean agree = true;
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] fields = line.split("\t", -1);
            String found = loaded(HexFormat.of().parseHex(fields[0]));
            if (!found.equals(fields[1])) {
                agree = false;
                System.err.println(fields[0] + "\n    expected " + fields[1] + "\n    found    " + found);
            }
        }
        return agree;
    }

    /** What {@code Properties.load}, which Quartz reads data with, makes of some bytes. */
    private static String loaded(byte[] bytes) throws IOException {
        Properties properties = new Properties();
        try {
            properties.load(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException malformed) {
            return "refused";
        }
        Map<String, Object> map = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            map.put(name, properties.getProperty(name));
        }
        return entries(map);
    }

    private static void print(byte[] bytes, String entries) {
        System.out.println(HexFormat.of().formatHex(bytes) + "\t" + entries);
    }

    private static String entries(Map<String, Object> map) {
        for (Object value : map.values()) {
            if (value != null && entry(value) == null) {
                return "refused " + value.getClass().getName();
            }
        }
        Map<String, String> ordered = new TreeMap<>();
        map.forEach((key, value) -> ordered.put(hexadecimal(key), value == null ? "N" : entry(value)));
        String entries = ordered.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
        return entries.isEmpty() ? "-" : entries;
    }

    /** Null for a value of a class that is to be refused. */
    private static String entry(Object value) {
        if (value instanceof String text) {
            return "S" + hexadecimal(text);
        }
        if (value instanceof Integer || value instanceof Long || value instanceof Boolean) {
            return "T" + value;
        }
        if (value instanceof Double number) {
            return "D" + Long.toHexString(Double.doubleToLongBits(number));
        }
        if (value instanceof Float number) {
            return "F" + Integer.toHexString(Float.floatToIntBits(number));
        }
        return null;
    }

    private static String hexadecimal(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private static void store(Options options) throws SchedulerException {
        Scheduler scheduler = QuartzClient.make(options);
        JobDataMap map = new JobDataMap();
        map.put("text", "a=b: ü😀\r\n");
        map.put("int", Integer.MIN_VALUE);
        map.put("long", Long.MAX_VALUE);
        map.put("boolean", true);
        map.put("double", 2.5);
        map.put("float", -0.125f);
        map.put("null", (Object) null);
        JobDetail job = newJob(NoOp.class).withIdentity("plain", "objects").storeDurably().usingJobData(map).build();
        scheduler.addJob(job, true);
        scheduler.scheduleJob(newTrigger().withIdentity("plain", "objects").forJob(job).usingJobData("of trigger", 7)
            .startAt(new Date(4_102_444_800_000L)).build());
        JobDataMap custom = new JobDataMap();
        custom.put("price", new BigDecimal("9.99"));
        scheduler.addJob(
            newJob(NoOp.class).withIdentity("custom", "refused").storeDurably().usingJobData(custom).build(), true);
        scheduler.shutdown();
    }
}
