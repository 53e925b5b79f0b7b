package import LibPQ

/// Every statement of `sql/queries`, rendered once for one configuration.
package struct StatementSet: Sendable {
    private let statements: [String: PQStatement]

    package init(_ names: SQLNames) {
        let pairs = EmbeddedSQL.queries.map { template in
            (template.name, PQStatement(name: template.name, sql: names.render(template.text)))
        }
        statements = Dictionary(pairs) { first, _ in first }
    }

    /// The statement that a template became; every template of `EmbeddedSQL` is there.
    package subscript(template: SQLTemplate) -> PQStatement {
        statements[template.name] ?? PQStatement(name: template.name, sql: template.text)
    }
}
