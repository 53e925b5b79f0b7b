/// The entries of stored job data, as they are read one by one.
struct JobDataEntries {
    private(set) var values: [String: String] = [:]

    /// Takes an entry; of equal keys the last counts.
    ///
    /// Java keeps two keys apart that Swift's strings do not: those that differ only in how Unicode composes their
    /// characters. Throws `.undecodableData` for them, as one entry would be lost.
    mutating func read(_ value: String, forKey key: String) throws(CarnelianError) {
        if let index = values.index(forKey: key),
            !values[index].key.unicodeScalars.elementsEqual(key.unicodeScalars)
        {
            throw CarnelianError(
                .undecodableData,
                "job data has two keys that differ only in how Unicode composes their characters: \"\(key)\"")
        }
        values[key] = value
    }
}
