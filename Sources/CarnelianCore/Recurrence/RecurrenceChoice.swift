/// Which times of a period count: all of them, or those at the places that BYSETPOS names.
struct RecurrenceChoice: Sendable {
    /// Places counted from 1 at the front and from -1 at the back; empty: all.
    let positions: SignedSet
    let isEverything: Bool

    init(_ positions: SignedSet) {
        self.positions = positions
        isEverything = positions.isEmpty
    }

    /// The first place (from 0) at or after `place` that counts, in a period of `count` times.
    func first(from place: Int, of count: Int) -> Int? {
        guard place < count else { return nil }
        if isEverything { return place }
        let front = positions.nextPositive(from: place + 1).flatMap { $0 <= count ? $0 - 1 : nil }
        let back = positions.lastNegative(upTo: count - place).map { count - $0 }
        guard let front, let back else { return front ?? back }
        return min(front, back)
    }

    /// How many places before `place` (from 0) count, in a period of `count` times.
    func number(before place: Int, of count: Int) -> Int {
        if isEverything { return min(place, count) }
        var number = 0
        var next = 0
        while let chosen = first(from: next, of: count), chosen < place {
            number += 1
            next = chosen + 1
        }
        return number
    }
}
