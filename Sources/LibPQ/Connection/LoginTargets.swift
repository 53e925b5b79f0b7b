/// The hosts of a connection string, one after the other.
///
/// libpq would walk the list by itself, but knows no time limit for each host when it is not to block: a silent first
/// host would use up the time of all.
struct LoginTargets {
    /// libpq's options for each attempt, in order; each replaces some of the configuration's.
    let attempts: [[String: String]]

    init(_ string: ConnectionString) {
        let keywords = ["host", "hostaddr", "port"]
        let lists = keywords.map { keyword in
            string.effective(keyword).map { list in
                list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }
        let count = max(lists[0]?.count ?? 1, lists[1]?.count ?? 1)
        // One port is everybody's; another number that does not fit is libpq's to complain about.
        let fits = lists.allSatisfy { $0 == nil || $0?.count == count } || (lists[2]?.count == 1 && count > 1)
        guard count > 1, fits else {
            attempts = [[:]]
            return
        }
        let hosts = (0..<count).map { index in
            var options: [String: String] = [:]
            for (keyword, list) in zip(keywords, lists) {
                guard let list else { continue }
                options[keyword] = list.count == 1 ? list[0] : list[index]
            }
            return options
        }
        guard string.effective("target_session_attrs") == "prefer-standby" else {
            attempts = hosts
            return
        }
        // A preference is two rounds.
        attempts = ["standby", "any"].flatMap { wish in
            hosts.map { $0.merging(["target_session_attrs": wish]) { _, new in new } }
        }
    }
}
