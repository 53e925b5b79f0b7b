/// Collects what a node can run: `Job` values and `JobRegistration` values, with `if` and `for`.
@resultBuilder
public enum JobsBuilder {
    /// Takes a job value.
    public static func buildExpression(_ job: some Job) -> [JobRegistration] {
        [JobRegistration(job)]
    }

    /// Takes a registration.
    public static func buildExpression(_ registration: JobRegistration) -> [JobRegistration] {
        [registration]
    }

    /// Takes registrations made elsewhere.
    public static func buildExpression(_ registrations: [JobRegistration]) -> [JobRegistration] {
        registrations
    }

    /// Joins the statements of a block.
    public static func buildBlock(_ parts: [JobRegistration]...) -> [JobRegistration] {
        parts.flatMap { $0 }
    }

    /// Takes an `if` without an `else`.
    public static func buildOptional(_ part: [JobRegistration]?) -> [JobRegistration] {
        part ?? []
    }

    /// Takes the first branch of an `if` or `switch`.
    public static func buildEither(first part: [JobRegistration]) -> [JobRegistration] {
        part
    }

    /// Takes the second branch of an `if` or `switch`.
    public static func buildEither(second part: [JobRegistration]) -> [JobRegistration] {
        part
    }

    /// Takes a `for`.
    public static func buildArray(_ parts: [[JobRegistration]]) -> [JobRegistration] {
        parts.flatMap { $0 }
    }
}
