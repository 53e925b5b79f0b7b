extension JobDetail {
    /// Checks what a store needs: names of 1 to 200 characters, a type of 1 to 250, a description of at most 250.
    ///
    /// Throws `.invalidValue` with the job, the fault and what was expected.
    public func validate() throws(CarnelianError) {
        try key.validate()
        try NameRule.check(type.rawValue, "the type of job \(key)", limit: 250)
        try NameRule.checkOptional(description, "the description of job \(key)", limit: 250)
    }
}
