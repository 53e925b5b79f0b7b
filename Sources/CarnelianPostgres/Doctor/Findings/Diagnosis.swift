public import CarnelianCore

/// What a doctor found at one moment.
public struct Diagnosis: Sendable, Hashable {
    /// The cluster's name.
    public var schedulerName: String
    /// The server's time.
    public var time: Timestamp
    /// What was found, the worst first, then by code and subject.
    public var findings: [Finding]
    /// How many more there are of a code than are listed.
    public var unlisted: [Finding.Code: Int]

    /// Whether there is nothing but notes.
    public var isHealthy: Bool {
        findings.allSatisfy { $0.severity == .note }
    }

    /// How many findings there are of a severity, unlisted ones not counted.
    public func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}

/// What a repair did about a finding.
public struct RepairOutcome: Sendable, Hashable {
    /// The kind of finding.
    public var code: Finding.Code
    /// What it was about.
    public var subject: String
    /// What was done, or why nothing was.
    public var message: String
    /// Whether something was changed.
    public var isDone: Bool
}
