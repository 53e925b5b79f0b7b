import CarnelianCore
import CarnelianPostgres

/// A diagnosis, and what was repaired before it, for people.
struct DoctorReport {
    /// How many findings of one code people see; `--json` has them all.
    private static let shown = 5

    let diagnosis: Diagnosis
    var outcomes: [RepairOutcome] = []

    /// Whether nothing but notes remains, and every repair succeeded.
    var isHealthy: Bool { diagnosis.isHealthy && outcomes.allSatisfy(\.isDone) }

    func lines(_ style: Style) -> [String] {
        var lines: [String] = []
        if !outcomes.isEmpty { lines += ["REPAIRS"] + repairs(style) + [""] }
        for severity in Finding.Severity.allCases {
            let findings = diagnosis.findings.filter { $0.severity == severity }
            guard !findings.isEmpty else { continue }
            lines.append(style(severity.heading, severity.look, .bold))
            lines += section(findings, style) + [""]
        }
        return lines + [summary(style)]
    }

    private func repairs(_ style: Style) -> [String] {
        grouped(outcomes, \.code).flatMap { code, outcomes in
            let lines = outcomes.prefix(Self.shown).map { outcome in
                "  " + style(outcome.subject, .bold) + "  "
                    + style(outcome.message, outcome.isDone ? .green : .red) + style("  \(code)", .dim)
            }
            let rest = outcomes.count - lines.count
            return lines + (rest > 0 ? [style("  … and \(rest) more", .dim)] : [])
        }
    }

    private func section(_ findings: [Finding], _ style: Style) -> [String] {
        grouped(findings, \.code).flatMap { code, findings in
            let shown = findings.prefix(Self.shown)
            let width = shown.map(\.subject.count).max() ?? 0
            var lines = [style("  \(code)", .dim)]
            for finding in shown {
                let gap = String(repeating: " ", count: width - finding.subject.count + 2)
                lines.append("    " + style(finding.subject, .bold) + gap + finding.message)
            }
            let rest = findings.count - shown.count + (diagnosis.unlisted[code] ?? 0)
            if rest > 0 { lines.append(style("    … and \(rest) more", .dim)) }
            var advice: [String] = []
            for finding in shown where !advice.contains(finding.remedy) { advice.append(finding.remedy) }
            lines += advice.map { style("    → \($0)", .dim) }
            if let repair = findings.lazy.compactMap(\.repair).first {
                lines.append(style("    → --repair \(repair)", .cyan))
            }
            return lines
        }
    }

    private func summary(_ style: Style) -> String {
        let scheduler = "scheduler \"\(diagnosis.schedulerName)\""
        let notes = count(.note, "note")
        guard !diagnosis.isHealthy else {
            return style("Healthy", .green, .bold) + ": \(scheduler)" + (notes.map { ", \($0)" } ?? "") + "."
        }
        let parts = [count(.problem, "problem"), count(.warning, "warning"), notes].compactMap { $0 }
        let repairable = diagnosis.findings.count { $0.repair != nil && $0.severity != .note }
        let advice = repairable > 0 ? "; --repair mends \(repairable) of them" : ""
        return style(parts.joined(separator: ", "), .bold) + " in \(scheduler)\(advice)."
    }

    private func count(_ severity: Finding.Severity, _ noun: String) -> String? {
        let number = diagnosis.count(severity)
        return number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
    }

    /// The elements by code, in the order in which the codes come first.
    private func grouped<Element>(
        _ elements: [Element], _ code: (Element) -> Finding.Code
    ) -> [(Finding.Code, [Element])] {
        var groups: [(Finding.Code, [Element])] = []
        for element in elements {
            if let index = groups.firstIndex(where: { $0.0 == code(element) }) {
                groups[index].1.append(element)
            } else {
                groups.append((code(element), [element]))
            }
        }
        return groups
    }
}

extension Finding.Severity {
    fileprivate var heading: String {
        switch self {
        case .problem: "PROBLEMS"
        case .warning: "WARNINGS"
        case .note: "NOTES"
        }
    }

    fileprivate var look: Style.Look {
        switch self {
        case .problem: .red
        case .warning: .yellow
        case .note: .blue
        }
    }
}
