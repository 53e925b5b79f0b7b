import CarnelianCore

/// Java object streams, read as calendars and as job data: whatever the bytes, an error or a value, soon.
///
/// What is accepted as a calendar must be the same calendar when it is streamed and read again.
struct JavaStreamTarget: FuzzTarget {
    static let name = "java-stream"

    private let streams: [[UInt8]]

    init() throws {
        streams = try Self.calendars().map { try $0.javaStream() } + Self.jobData.map(Self.bytes)
    }

    func input(_ random: inout FuzzRandom) -> [UInt8] {
        if random.percent(2) { return [0xAC, 0xED, 0x00, 0x05] + Mutation.bytes(&random, upTo: 200) }
        if random.percent(30) {
            var contents = JavaContents()
            contents.content(depth: 0, &random)
            return random.percent(50) ? contents.bytes : Mutation.mutate(contents.bytes, with: streams, &random)
        }
        return Mutation.mutate(random.pick(streams), with: streams, &random)
    }

    func check(_ input: [UInt8], _ random: inout FuzzRandom) throws -> Bool {
        var isAccepted = false
        do {
            let calendar = try ExclusionCalendar(javaStream: input)
            isAccepted = true
            let again = try ExclusionCalendar(javaStream: calendar.javaStream())
            guard again == calendar else { throw Finding("a calendar is another one when streamed and read again") }
        } catch let error as CarnelianError {
            guard !isAccepted else { throw Finding("a calendar that was read cannot be streamed: \(error)") }
            guard error.code == .undecodableData else { throw Finding("error \(error.code): \(error)") }
        }
        if let data = try? JobDataBytes.decode(input) {
            isAccepted = true
            guard try JobDataBytes.decode(JobDataBytes.encode(data)) == data else {
                throw Finding("job data are others when stored and read again")
            }
        }
        return isAccepted
    }

    /// Calendars of every kind, in chains, with zones whose tables are short.
    private static func calendars() throws -> [ExclusionCalendar] {
        let tokyo = try TimeZoneRules("Asia/Tokyo")
        let dates = try ["2026-12-24", "2027-01-01"].map { try CalendarDate($0) }
        let kinds = [
            try ExclusionCalendar(.none, zone: .utc, description: "nothing"),
            try .annual(excluding: [.init(month: 12, day: 24), .init(month: 2, day: 29)]),
            try .cron(excluding: CronExpression("* * 0-7,18-23 ? * *"), zone: tokyo),
            try .daily(excluding: .init(start: 1, end: 2, isInverted: true)),
            try .holidays(dates, zone: .utc),
            try .monthly(excluding: [1, 31], zone: .utc),
            try .weekly(description: "week's end ü"),
        ]
        let chains = try zip(kinds, kinds.dropFirst()).map { try ExclusionCalendar($0.rule, base: $1, zone: $0.zone) }
        return kinds + chains
    }

    private static func bytes(_ hexadecimal: String) -> [UInt8] {
        let digits = hexadecimal.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    /// Maps as Quartz streams them: a `JobDataMap`, a `HashMap`, a `TreeMap`, and one with a list in it.
    private static let jobData = [
        """
        aced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a
        2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369
        656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a0005
        64697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d617005
        07dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c770800000010000000
        0c740005736d616c6c737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c7565787200106a
        6176612e6c616e672e4e756d62657286ac951d0b94e08b0200007870fffffffd740003626967737200106a6176612e6c616e672e446f
        75626c6580b3c24a296bfb0402000144000576616c75657871007e00097e37e43c8800759c740005746f74616c7372000e6a6176612e
        6c616e672e4c6f6e673b8be490cc8f23df0200014a000576616c75657871007e00090000000218711a00740004627974657371007e00
        080000007f7400056772616465737200136a6176612e6c616e672e436861726163746572348b47d96b1a267802000143000576616c75
        65787000427400076e6f7468696e6770740005636f756e747371007e000800000007740006616374697665737200116a6176612e6c61
        6e672e426f6f6c65616ecd207280d59cfaee0200015a000576616c756578700174000573686172657372000f6a6176612e6c616e672e
        466c6f6174daedc9a2db3cf0ec02000146000576616c75657871007e00093fc00000740008637573746f6d657274000e4ac3b6726720
        eda0bcedbc99c080740005726174696f7371007e000c3fd000000000000074000573696e63657372000e6a6176612e7574696c2e4461
        7465686a81014b597419030000787077080000018bcfe5687b787800
        """,
        """
        aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468
        726573686f6c6478703f4000000000000c77080000001000000002740001617400013174000162737200116a6176612e6c616e672e49
        6e746567657212e2a0a4f781873802000149000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e08b02
        000078700000000278
        """,
        """
        aced0005737200116a6176612e7574696c2e547265654d61700cc1f63e2d256ae60300014c000a636f6d70617261746f727400164c6a
        6176612f7574696c2f436f6d70617261746f723b787070770400000002740001617400013174000162737200116a6176612e6c616e67
        2e496e746567657212e2a0a4f781873802000149000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e0
        8b02000078700000000278
        """,
        """
        aced0005737200156f72672e71756172747a2e4a6f62446174614d61709fb083e8bfa9b0cb020000787200266f72672e71756172747a
        2e7574696c732e537472696e674b65794469727479466c61674d61708208e8c3fbc55d280200015a0013616c6c6f77735472616e7369
        656e74446174617872001d6f72672e71756172747a2e7574696c732e4469727479466c61674d617013e62ead28760ace0200025a0005
        64697274794c00036d617074000f4c6a6176612f7574696c2f4d61703b787001737200116a6176612e7574696c2e486173684d617005
        07dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c770800000010000000
        017400046c697374737200136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a657870000000
        0177040000000174000178787800
        """,
    ]
}
