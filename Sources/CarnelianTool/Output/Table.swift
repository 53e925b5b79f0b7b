/// A table for people: columns aligned, two spaces between them, headings dimmed.
package struct Table: Sendable {
    /// One column.
    package struct Column: Sendable {
        package var heading: String
        package var alignsRight: Bool

        package init(_ heading: String, alignsRight: Bool = false) {
            self.heading = heading
            self.alignsRight = alignsRight
        }
    }

    /// One cell: its text and its look.
    package struct Cell: Sendable, ExpressibleByStringInterpolation {
        package var text: String
        package var look: Style.Look

        package init(_ text: String, _ look: Style.Look = .plain) {
            self.text = text
            self.look = look
        }

        package init(stringLiteral value: String) {
            self.init(value)
        }
    }

    package var columns: [Column]
    package var rows: [[Cell]] = []

    package init(_ columns: Column...) {
        self.columns = columns
    }

    /// Adds a row of as many cells as there are columns.
    package mutating func add(_ cells: Cell...) {
        rows.append(cells)
    }

    /// The lines, headings first, without spaces at their ends.
    package func lines(_ style: Style) -> [String] {
        let widths = columns.indices.map { index in
            rows.reduce(columns[index].heading.count) { max($0, $1[index].text.count) }
        }
        let headings = columns.map { Cell($0.heading, .dim) }
        return ([headings] + rows).map { line($0, widths: widths, style) }
    }

    private func line(_ cells: [Cell], widths: [Int], _ style: Style) -> String {
        var line = ""
        var gap = 0
        for (index, cell) in cells.enumerated() {
            let padding = widths[index] - cell.text.count
            if columns[index].alignsRight { gap += padding }
            if !cell.text.isEmpty {
                line += String(repeating: " ", count: gap) + style(cell.text, cell.look)
                gap = 0
            }
            if !columns[index].alignsRight { gap += padding }
            gap += 2
        }
        return line
    }
}

/// Names and values under each other, the values aligned.
package func labelled(_ pairs: [(String, String)], _ style: Style) -> [String] {
    let width = pairs.reduce(0) { max($0, $1.0.count) }
    return pairs.map { name, value in
        style(name, .dim) + String(repeating: " ", count: width - name.count + 2) + value
    }
}
