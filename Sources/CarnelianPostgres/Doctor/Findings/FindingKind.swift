/// A kind of finding: how bad it is as a rule, what to do, and what a repair does.
struct FindingKind: Sendable {
    let code: Finding.Code
    let severity: Finding.Severity
    let remedy: String
    let repair: String?

    init(_ code: String, _ severity: Finding.Severity, _ remedy: String, repair: String? = nil) {
        self.code = Finding.Code(rawValue: code)
        self.severity = severity
        self.remedy = remedy
        self.repair = repair
    }

    /// A finding of this kind.
    func about(
        _ subject: String, _ message: String, severity: Finding.Severity? = nil, remedy: String? = nil,
        isRepairable: Bool = true
    ) -> Finding {
        Finding(
            code: code, severity: severity ?? self.severity, subject: subject, message: message,
            remedy: remedy ?? self.remedy, repair: isRepairable ? repair : nil
        )
    }

    /// Every kind, in the order of the documentation.
    static let all = schema + states + leftovers + nodes + server
}
