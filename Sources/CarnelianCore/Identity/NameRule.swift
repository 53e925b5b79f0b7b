/// The rules that stored texts obey: Quartz's column widths, counted in Unicode scalars as PostgreSQL does.
package enum NameRule {
    /// Throws `.invalidValue` unless the text has 1 to `limit` characters and no NUL.
    package static func check(_ text: String, _ what: String, limit: Int) throws(CarnelianError) {
        guard !text.isEmpty else {
            throw CarnelianError(.invalidValue, "\(what) is empty; expected 1 to \(limit) characters")
        }
        try checkOptional(text, what, limit: limit)
    }

    /// Throws `.invalidValue` unless the text, if any, has at most `limit` characters and no NUL.
    package static func checkOptional(_ text: String?, _ what: String, limit: Int) throws(CarnelianError) {
        guard let text else { return }
        let count = text.unicodeScalars.count
        guard count <= limit else {
            throw CarnelianError(.invalidValue, "\(what) has \(count) characters; expected at most \(limit)")
        }
        guard !text.unicodeScalars.contains("\0") else {
            throw CarnelianError(.invalidValue, "\(what) holds a NUL character, which no database text can")
        }
    }
}

extension JobKey {
    /// Throws `.invalidValue` unless name and group have 1 to 200 characters.
    public func validate() throws(CarnelianError) {
        try NameRule.check(name, "the job's name", limit: 200)
        try NameRule.check(group, "the group of job \"\(name)\"", limit: 200)
    }
}

extension TriggerKey {
    /// Throws `.invalidValue` unless name and group have 1 to 200 characters.
    public func validate() throws(CarnelianError) {
        try NameRule.check(name, "the trigger's name", limit: 200)
        try NameRule.check(group, "the group of trigger \"\(name)\"", limit: 200)
    }
}
