import CarnelianCore

/// Times in the ticks of .NET (100 ns since the year 1), as Quartz.NET stores them in tables of nearly the same shape.
enum DotNetTicks {
    /// From here on a number is no time in milliseconds that anybody means: 3 million years.
    static let first: Int64 = 100_000_000_000_000_000

    /// What is wrong with a column's number; nil: it is milliseconds.
    static func fault(_ column: String, _ value: Int64?) -> UnreadableRule? {
        guard let value, value >= first else { return nil }
        return UnreadableRule(
            "\(column) \(value) looks like Quartz.NET ticks; expected milliseconds since 1970: give Quartz.NET tables or a "
                + "scheduler name of its own"
        )
    }
}
