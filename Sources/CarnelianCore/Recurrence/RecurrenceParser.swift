/// Reads the parts of a recurrence rule.
struct RecurrenceParser {
    let text: String
    /// The text with its ASCII letters in upper case.
    let bytes: [UInt8]

    init(_ text: String) {
        self.text = text
        bytes = text.utf8.map { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") ? $0 - 32 : $0 }
    }

    /// Reads all parts and checks them against each other.
    func parts() throws(RecurrenceParseError) -> RecurrenceParts.Draft {
        var draft = RecurrenceParts.Draft()
        // Where each part that was read begins.
        var places: [RecurrencePart: Int] = [:]
        var position = bytes.starts(with: "RRULE:".utf8) ? 6 : 0
        while true {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: ";")) ?? bytes.count
            let part = try name(position..<end)
            guard places.updateValue(position, forKey: part) == nil else {
                throw error(part.rawValue, at: position, found: self[position..<end], expected: "each part only once")
            }
            let start = position + part.rawValue.utf8.count + 1
            var reader = RecurrenceValueReader(self, part: part, start: start, end: end)
            try reader.read(into: &draft)
            guard end < bytes.count else { break }
            position = end + 1
        }
        try check(draft, places)
        return draft
    }

    /// The text of some bytes, in upper case.
    subscript(range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    /// Reads the name before the equals sign.
    private func name(_ range: Range<Int>) throws(RecurrenceParseError) -> RecurrencePart {
        let equals = bytes[range].firstIndex(of: UInt8(ascii: "="))
        let name = self[range.lowerBound..<(equals ?? range.upperBound)]
        guard let part = RecurrencePart(rawValue: name) else {
            let names = RecurrencePart.allCases.map(\.rawValue).joined(separator: ", ")
            throw error("rule", at: range.lowerBound, found: name, expected: "one of \(names)")
        }
        guard equals != nil else {
            throw error(name, at: range.upperBound, found: "", expected: "= and a value after the name")
        }
        return part
    }

    /// The rules of the RFC on which parts go together.
    private func check(_ draft: RecurrenceParts.Draft, _ places: [RecurrencePart: Int]) throws(RecurrenceParseError) {
        guard places[.frequency] != nil else {
            throw error("FREQ", at: bytes.count, found: "", expected: "FREQ=SECONDLY to YEARLY among the parts")
        }
        func reject(_ part: RecurrencePart, _ expected: String) -> RecurrenceParseError {
            error(part.rawValue, at: places[part] ?? 0, found: part.rawValue, expected: expected)
        }
        if let count = places[.count], let until = places[.until] {
            throw reject(count < until ? .until : .count, "either COUNT or UNTIL, not both")
        }
        for part in RecurrencePart.allCases where places[part] != nil {
            if let fault = part.fault(in: draft.frequency) { throw reject(part, fault) }
        }
        if !draft.ordinalDays.isEmpty {
            guard [.monthly, .yearly].contains(draft.frequency) else {
                throw reject(.days, "days without numbers; 1MO and the like go with FREQ=MONTHLY or YEARLY only")
            }
            guard places[.weekNumbers] == nil else {
                throw reject(.days, "days without numbers; 1MO and the like do not go with BYWEEKNO")
            }
        }
        if places[.positions] != nil, !places.keys.contains(where: \.isChoice) {
            throw reject(.positions, "another BY part for BYSETPOS to choose from")
        }
    }

    /// An error about what begins at a byte; columns count characters.
    func error(_ part: String, at offset: Int, found: String, expected: String) -> RecurrenceParseError {
        let column = String(decoding: bytes[..<offset], as: UTF8.self).count + 1
        return RecurrenceParseError(part: part, column: column, found: found, expected: expected, text: text)
    }
}
