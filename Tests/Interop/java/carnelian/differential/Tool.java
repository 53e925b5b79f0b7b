package carnelian.differential;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;

/** A process of {@code carnelian next --stdin}: questions go in while the answers to earlier ones come out. */
final class Tool<Asked> {
    private final Process process;
    private final BufferedWriter questions;
    private final BlockingQueue<Pending<Asked>> pending = new ArrayBlockingQueue<>(10_000);
    private final Thread reader;
    private volatile Throwable failure;

    private static final class Pending<Asked> {
        final Asked asked;

        Pending(Asked asked) {
            this.asked = asked;
        }
    }

    /** Starts the process; the answers go to {@code answered}, on a thread of its own, in the order of the questions. */
    Tool(String program, BiConsumer<Asked, String> answered) throws IOException {
        process = new ProcessBuilder(new File(program).getPath(), "next", "--stdin")
            .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        questions = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), 1 << 16);
        reader = new Thread(() -> read(answered), "answers");
        reader.setDaemon(true);
        reader.start();
    }

    void ask(Asked asked, String question) throws IOException, InterruptedException {
        if (failure != null) {
            throw new IllegalStateException("the tool's answers ended", failure);
        }
        if (!pending.offer(new Pending<>(asked))) {
            questions.flush();
            pending.put(new Pending<>(asked));
        }
        questions.write(question);
        questions.write('\n');
    }

    /** Waits for the answers that are still to come. */
    void finish() throws IOException, InterruptedException {
        questions.close();
        pending.put(new Pending<>(null));
        reader.join();
        if (failure != null) {
            throw new IllegalStateException("the tool's answers ended", failure);
        }
    }

    private void read(BiConsumer<Asked, String> answered) {
        try (BufferedReader answers = new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            while (true) {
                Asked asked = pending.take().asked;
                if (asked == null) {
                    return;
                }
                String answer = answers.readLine();
                if (answer == null) {
                    throw new IOException("the tool ended with status " + process.waitFor());
                }
                answered.accept(asked, answer);
            }
        } catch (IOException | InterruptedException | RuntimeException ended) {
            failure = ended;
            pending.clear();
        }
    }
}
