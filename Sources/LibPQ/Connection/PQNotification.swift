/// A message that another session, or this one, sent with NOTIFY.
package struct PQNotification: Sendable, Hashable {
    package let channel: String
    package let payload: String
    /// The server process of the session that sent it.
    package let pid: Int32

    package init(channel: String, payload: String, pid: Int32) {
        self.channel = channel
        self.payload = payload
        self.pid = pid
    }
}
