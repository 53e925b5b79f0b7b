import ArgumentParser
package import CarnelianCore

extension ClockChangePolicy.Gap {
    /// Reads `skip` or `fire-at-transition`.
    package static func reading(_ text: String) throws -> ClockChangePolicy.Gap {
        guard let gap = allCases.first(where: { $0.name == text }) else {
            throw ValidationError("expected one of " + allCases.map(\.name).joined(separator: ", "))
        }
        return gap
    }

    /// The name that `reading(_:)` reads.
    package var name: String {
        switch self {
        case .skip: "skip"
        case .fireAtTransition: "fire-at-transition"
        }
    }
}

extension ClockChangePolicy.Overlap {
    /// Reads `first`, `second` or `both`.
    package static func reading(_ text: String) throws -> ClockChangePolicy.Overlap {
        guard let overlap = ClockChangePolicy.Overlap(rawValue: text) else {
            throw ValidationError("expected one of " + allCases.map(\.rawValue).joined(separator: ", "))
        }
        return overlap
    }
}

extension TimeOfDay {
    /// Reads `HH:MM` or `HH:MM:SS`.
    package static func reading(_ text: String) throws -> TimeOfDay {
        do {
            return try TimeOfDay(text)
        } catch {
            throw ValidationError("expected a time from 00:00 to 23:59:59, as 09:30")
        }
    }
}
