extension ExclusionCalendar {
    /// Reads a calendar as Quartz's `CALENDARS` table holds it: a Java object stream.
    ///
    /// Reads all calendars of Quartz 2.1 to 2.5, with bases, zones and descriptions; no class is made by its name. A zone is taken
    /// by its identifier, with the rules that this machine knows for it.
    ///
    /// Throws `.undecodableData` for malformed bytes, with offset, and for objects of other classes, with their names.
    public init(javaStream bytes: [UInt8]) throws(CarnelianError) {
        let stream = try JavaStreamReader.read(bytes)
        var links: [ExclusionLink] = []
        var visited: Set<Int> = []
        var next = stream.root
        repeat {
            let calendar = try JavaCalendar(next, of: stream, isBase: !links.isEmpty)
            guard visited.insert(calendar.instance.node).inserted else {
                throw JavaInstance.error("a calendar is its own base")
            }
            guard links.count < Self.maximumLinks else {
                throw JavaInstance.error("a chain of more than \(Self.maximumLinks) calendars")
            }
            links.append(try calendar.link())
            next = try calendar.base()
        } while next != .null
        self.init(links: links)
    }

    /// The calendar as Quartz's `CALENDARS` table holds it: a Java object stream that Quartz 2.1 to 2.5 load.
    ///
    /// Throws `.unsupported` for a zone that has had more than 16 offsets since 1970, which no zone of the tz database has.
    public func javaStream() throws(CarnelianError) -> [UInt8] {
        var writer = JavaStreamWriter()
        try writer.calendar(links[...])
        return writer.bytes
    }
}
