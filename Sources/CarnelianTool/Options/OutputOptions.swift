import ArgumentParser

/// How a command prints what it lists or shows.
package struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.")
    package var json = false

    package init() {}
}
