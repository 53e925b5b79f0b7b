import ArgumentParser

/// The commands that a command line names, found without parsing its options.
package struct CommandPath: Sendable, Hashable {
    /// The names, `carnelian` first.
    package private(set) var names = ["carnelian"]
    /// The arguments with global options that stood before or between the names moved behind them.
    package private(set) var arguments: [String]

    /// A word that stands where a command is expected and names none.
    package private(set) var unknownName: String?

    /// Walks down the names; global options before a name are stepped over.
    package init(_ arguments: [String]) {
        var command: any ParsableCommand.Type = CarnelianTool.self
        var position = 0
        var moved: [String] = []
        while position < arguments.count {
            let argument = arguments[position]
            let subcommands = Self.subcommands(of: command)
            if let found = subcommands.first(where: { $0._commandName == argument }) {
                names.append(argument)
                command = found
                position += 1
            } else if !subcommands.isEmpty, let length = Self.globalOptionLength(arguments[position...]) {
                moved += arguments[position..<position + length]
                position += length
            } else {
                break
            }
        }
        let isGroup = !Self.subcommands(of: command).isEmpty
        if isGroup, position < arguments.count, !arguments[position].hasPrefix("-"), arguments[position] != "help" {
            unknownName = arguments[position]
        }
        self.arguments = Array(names.dropFirst()) + moved + arguments[position...]
    }

    /// The commands below a command, grouped ones included.
    static func subcommands(of command: any ParsableCommand.Type) -> [any ParsableCommand.Type] {
        command.configuration.subcommands
    }

    /// How many arguments the global option takes that these begin with; nil if there is none.
    private static func globalOptionLength(_ arguments: ArraySlice<String>) -> Int? {
        guard let first = arguments.first else { return nil }
        if first == "--json" { return 1 }
        if StoreOptions.names.contains(first) { return arguments.count > 1 ? 2 : 1 }
        return StoreOptions.names.contains { first.hasPrefix($0 + "=") } ? 1 : nil
    }
}
