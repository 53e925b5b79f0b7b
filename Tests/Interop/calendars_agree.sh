# Calendars that Java streams, read and streamed by Swift, and read by Java again. Sourced by scripts/interop.

calendars_agree() {
    echo "Both runtimes read each other's calendars, and include the same times"
    local zone=America/New_York
    TZ=$zone "${java[@]}" carnelian.interop.Calendars make 3 400 60 >"$work/calendars"
    swift build --build-tests >&2
    # The door on Swift's side is a test: it reads the file, compares the answers and writes calendars.swift.
    if TZ=$zone CARNELIAN_CALENDARS="$work/calendars" \
        swift test --skip-build --filter CalendarExchangeTests >"$work/exchange" 2>&1 && [ -s "$work/calendars.swift" ]; then
        passed "Swift's answers to Java's $(grep -c . "$work/calendars") calendars"
    else
        failed "Swift's answers to Java's calendars"
        tail -n 40 "$work/exchange" >&2
        return
    fi
    if TZ=$zone "${java[@]}" carnelian.interop.Calendars check <"$work/calendars.swift" >"$work/calendars.java"; then
        passed "Java's answers to the same calendars in Swift's streams"
    else
        failed "Java's answers to the same calendars in Swift's streams"
    fi
}
