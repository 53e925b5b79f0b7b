/// The words of which summaries of recurrence rules are made.
enum English {
    /// `A`, `A and B`, `A, B and C`.
    static func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    /// `1st`, `22nd`; from the back `last`, `2nd to last`.
    static func place(_ number: Int) -> String {
        if number == -1 { return "last" }
        let size = number.magnitude
        let ending =
            switch (size % 10, size % 100) {
            case (1, let tens) where tens != 11: "st"
            case (2, let tens) where tens != 12: "nd"
            case (3, let tens) where tens != 13: "rd"
            default: "th"
            }
        return "\(size)\(ending)" + (number < 0 ? " to last" : "")
    }

    /// Days by their number, those counted from the back by their place.
    static func days(_ set: SignedSet) -> [String] {
        let front = set.members.filter { $0 > 0 }.map(String.init)
        let back = set.members.filter { $0 < 0 }.map { "the \(place($0)) day" }
        return (front.isEmpty ? [] : [(front.count == 1 ? "day " : "days ") + list(front)]) + back
    }

    /// Numbers, three and more in a row as a range.
    static func runs(_ set: CronSet) -> [String] {
        set.runs.flatMap { $0.count > 2 ? ["\($0.lowerBound) to \($0.upperBound)"] : $0.map(String.init) }
    }

    /// The name of a day of the week, 1 = Sunday.
    static func weekday(_ day: Int) -> String {
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"][day - 1]
    }

    /// The name of a month, 1 = January.
    static func month(_ month: Int) -> String {
        [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ][month - 1]
    }
}
