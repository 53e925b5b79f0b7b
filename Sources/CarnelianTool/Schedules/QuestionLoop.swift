/// Answers the questions of standard input, a line each, in order.
///
/// Answers are held back while more questions are at hand, so that one who waits for an answer gets it at once.
struct QuestionLoop {
    private static let heldBack = 1 << 16

    func run() {
        var questions = LineSource()
        var answers = ""
        func flush() {
            StandardStream.output.write(answers)
            answers.removeAll(keepingCapacity: true)
        }
        while let line = questions.next(beforeWaiting: flush) {
            switch line {
            case .bytes(let bytes): FireTimesQuestion.answer(to: bytes).write(to: &answers)
            case .tooLong:
                FireTimesQuestion.mistake("expected a line of at most \(LineSource.limit) bytes").write(to: &answers)
            }
            answers += "\n"
            if answers.utf8.count > Self.heldBack { flush() }
        }
        flush()
    }
}
