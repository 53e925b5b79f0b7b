/// A job's or a trigger's data: Quartz's map of strings.
///
/// Code usually works with typed parameters instead (`init(encoding:)`, `decode(_:)`).
public struct JobDataMap: Sendable, Hashable {
    /// The entries.
    public var values: [String: String]

    /// Creates a map from its entries.
    public init(_ values: [String: String] = [:]) {
        self.values = values
    }

    /// The value of a key; nil if there is none.
    ///
    /// Setting nil removes the key.
    public subscript(key: String) -> String? {
        get { values[key] }
        set { values[key] = newValue }
    }

    /// Whether there is no entry.
    public var isEmpty: Bool { values.isEmpty }

    /// The keys, in ascending order.
    public var keys: [String] { values.keys.sorted() }

    /// The entries of both maps; where both have a key, `other` wins.
    public func merging(_ other: JobDataMap) -> JobDataMap {
        JobDataMap(values.merging(other.values) { $1 })
    }
}

extension JobDataMap: ExpressibleByDictionaryLiteral {
    /// Creates a map from a literal; of equal keys the last counts.
    public init(dictionaryLiteral elements: (String, String)...) {
        values = Dictionary(elements) { $1 }
    }
}

extension JobDataMap: CustomStringConvertible {
    /// The keys; values stay out of logs, as they may be secret.
    public var description: String { "[\(keys.joined(separator: ", "))]" }
}
