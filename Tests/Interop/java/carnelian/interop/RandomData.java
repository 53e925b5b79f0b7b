package carnelian.interop;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Random job data: any Unicode text, what Properties text escapes more often than the rest. */
final class RandomData {
    private static final String AWKWARD = " =:#!\\\t\n\r\f\"{}u0041\0\u007f\u0085\u00a0\u2028\ufeff\uffff";
    private static final String LOOSE = "ab01u \t\f=:#!\\\\\\\\\n\r\u0000\u007f\u00e4\u00ff";
    private static final Object[] REFUSED = {
        new BigDecimal("1.5"), BigInteger.TEN, new UUID(1, 2), new ArrayList<>(List.of("a")), new int[] {1},
        Thread.State.NEW, new StringBuilder("text"),
    };

    private final Random random;

    RandomData(Random random) {
        this.random = random;
    }

    Map<String, Object> texts() {
        Map<String, Object> map = new HashMap<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            map.put(text(), text());
        }
        return map;
    }

    /** Texts, numbers, booleans and null; one map in twenty holds something that has to be refused. */
    Map<String, Object> objects() {
        Map<String, Object> map = new HashMap<>();
        for (int count = random.nextInt(6); count > 0; count--) {
            map.put(text(), value());
        }
        if (random.nextInt(20) == 0) {
            map.put("refused", REFUSED[random.nextInt(REFUSED.length)]);
        }
        return map;
    }

    /** Any bytes that might be Properties text. */
    byte[] looseText() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            if (random.nextInt(12) == 0) {
                text.append(String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", plainUnit()));
            } else {
                text.append(LOOSE.charAt(random.nextInt(LOOSE.length())));
            }
        }
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private Object value() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt();
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> random.nextInt(4) == 0 ? special(random.nextInt(5)) : Double.longBitsToDouble(random.nextLong());
            case 4 -> random.nextInt(4) == 0 ? (float) special(random.nextInt(5))
                : Float.intBitsToFloat(random.nextInt());
            case 5 -> null;
            default -> text();
        };
    }

    private static double special(int index) {
        return new double[] {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, 1e21}[index];
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(10); length > 0; length--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    /** No half of a surrogate pair: no text of Swift's holds one. */
    private int codePoint() {
        switch (random.nextInt(5)) {
            case 0:
                return AWKWARD.charAt(random.nextInt(AWKWARD.length()));
            case 1:
                return random.nextInt(0x100);
            case 2:
                return plainUnit();
            case 3:
                return 0x10000 + random.nextInt(0x100000);
            default:
                return 'a' + random.nextInt(26);
        }
    }

    private int plainUnit() {
        int unit = random.nextInt(0x10000 - 0x800);
        return unit < 0xD800 ? unit : unit + 0x800;
    }
}
