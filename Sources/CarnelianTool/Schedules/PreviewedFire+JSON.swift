import CarnelianCore

extension PreviewedFire {
    /// What clock changes had to do with the fire, one object each.
    var notesJSON: [JSONValue] {
        notes.map { note in
            var members: [JSONValue.Member] = [
                .init("fireTime", .integer(time.milliseconds)), .init("effect", .string(note.effect.name)),
                .init("localTime", .string(note.localTime)),
            ]
            if note.count > 1 { members.append(.init("lastLocalTime", .string(note.lastLocalTime))) }
            members.append(.init("count", .integer(Int64(note.count))))
            if let target = note.effect.target { members.append(.init("to", .string(target))) }
            return .object(members + [.init("text", .string(note.description))])
        }
    }
}

extension ClockChangeNote.Effect {
    fileprivate var name: String {
        switch self {
        case .skipped: "skipped"
        case .moved: "moved"
        case .shifted: "shifted"
        case .firstPass: "firstPass"
        case .secondPass: "secondPass"
        }
    }

    /// The local time at which it fires instead.
    fileprivate var target: String? {
        switch self {
        case .moved(let time), .shifted(let time): time
        case .skipped, .firstPass, .secondPass: nil
        }
    }
}
