/// Job data as the `JOB_DATA` columns hold it: written as Properties text, as Quartz does with `useProperties=true`.
package enum JobDataBytes {
    /// The bytes for a map; an empty map gives the comment lines alone, as in Quartz.
    package static func encode(_ map: JobDataMap) -> [UInt8] {
        PropertiesText.encode(map.values)
    }

    /// The map that the bytes hold; nil and no bytes are the empty map.
    ///
    /// A Java object stream, as Quartz writes without `useProperties`, is read where it holds plain values. Throws
    /// `.undecodableData` for other values in one, by key and class, and for malformed bytes.
    package static func decode(_ bytes: [UInt8]?) throws(CarnelianError) -> JobDataMap {
        guard let bytes, !bytes.isEmpty else { return JobDataMap() }
        guard bytes.starts(with: javaStreamMagic) else {
            if let format = dotNetFormat(bytes) {
                throw CarnelianError(
                    .undecodableData, "job data looks like \(format), as Quartz.NET writes it; expected Properties text"
                )
            }
            return JobDataMap(try PropertiesText.decode(bytes))
        }
        do {
            return try JobDataMap(javaStream: bytes)
        } catch {
            throw CarnelianError(
                error.code,
                error.message + "; set org.quartz.jobStore.useProperties=true on the Java side and store it again")
        }
    }

    /// What Quartz.NET's serializers write; nil for anything else.
    private static func dotNetFormat(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0, 1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]) { return "a .NET object stream" }
        guard bytes.starts(with: Array("{\"".utf8)), bytes.last == UInt8(ascii: "}") else { return nil }
        return "JSON"
    }

    /// How every Java object stream begins: the magic number and version 5.
    private static let javaStreamMagic: [UInt8] = [0xAC, 0xED, 0x00, 0x05]
}
