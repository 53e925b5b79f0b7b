/// Text for a POSIX shell.
package enum ShellText {
    /// The text in single quotes, so that the shell takes it as it is.
    package static func quoted(_ text: String) -> String {
        "'" + text.replacing("'", with: "'\\''") + "'"
    }
}
