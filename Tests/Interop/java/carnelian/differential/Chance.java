package carnelian.differential;

import java.util.SplittableRandom;

/** Random choices; the same seed makes the same choices. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number from low to high, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    /** A number from low to high, both included. */
    long between(long low, long high) {
        return random.nextLong(low, high + 1);
    }

    /** Whether something happens that happens once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    @SafeVarargs
    final <Choice> Choice of(Choice... choices) {
        return choices[random.nextInt(choices.length)];
    }

    int of(int[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    char of(String characters) {
        return characters.charAt(random.nextInt(characters.length()));
    }
}
