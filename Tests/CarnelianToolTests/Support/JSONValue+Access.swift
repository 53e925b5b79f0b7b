import CarnelianTool

extension JSONValue {
    /// The elements of an array; none of anything else.
    var elements: [JSONValue] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// A string's text.
    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
