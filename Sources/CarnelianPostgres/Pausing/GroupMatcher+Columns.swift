import Carnelian
import LibPQ

extension GroupMatcher {
    /// The two parameters that `sql/fragments/group_matches.sql` takes.
    var parameters: [PQValue] {
        switch self {
        case .equals(let name): [.text("equals"), .text(name)]
        case .startsWith(let text): [.text("startsWith"), .text(text)]
        case .endsWith(let text): [.text("endsWith"), .text(text)]
        case .contains(let text): [.text("contains"), .text(text)]
        case .any: [.text("any"), .text("")]
        }
    }
}
