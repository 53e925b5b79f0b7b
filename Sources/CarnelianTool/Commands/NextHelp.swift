/// What `carnelian next --help` explains.
enum NextHelp {
    static let discussion = #"""
        Cron expressions are in Quartz's dialect: seconds, minutes, hours, day of
        month, month, day of week, and optionally a year; one of the two day fields
        is '?'. Of --delay the times are those of runs that take no time. Where a
        clock change skips, moves or doubles a fire, a note says so.

        With --stdin, each line of standard input is a question, a JSON object, and
        is answered by one line, {"fireTimes":[MS,…]} or {"error":"…"}:
          {"type":"cron","expression":"0 0 12 * * ?","timeZone":"UTC",
           "start":MS,"end":MS|null,"count":N}
          {"type":"cron","expression":"0 0 12 * * ?","after":MS,"count":N}
          {"type":"simple","repeatCount":9,"repeatInterval":60000,"start":MS}
          {"type":"calendarInterval","unit":"MONTH","interval":1,
           "timeZone":"Europe/Berlin","preserveHourOfDay":false,
           "skipDayIfHourDoesNotExist":false,"start":MS}
          {"type":"dailyTimeInterval","unit":"MINUTE","interval":15,
           "startTimeOfDay":"09:00:00","endTimeOfDay":"17:30:00",
           "daysOfWeek":[2,3,4,5,6],"repeatCount":-1,"timeZone":"UTC","start":MS}
          {"type":"recurrence","rule":"FREQ=MONTHLY;BYDAY=-1FR","timeZone":"UTC",
           "start":MS}
          {"type":"fixedDelay","delay":60000,"repeatCount":-1,"start":MS}
        MS are milliseconds since 1970 in UTC; start, end, after and count go with
        every type. So do
          "clockChanges":{"gap":"skip"|"fireAtTransition",
                          "overlap":"first"|"second"|"both"}
          "calendar":{"type":T,…,"timeZone":Z,"base":{…}}, where T is
                     holiday (dates), weekly, monthly, annual (days),
                     daily (from, to, inverted), cron (expression) or none;
                     or a Java object stream in base64
          "notes":true adds "notes":[…]: where clock changes skipped, moved or
                     doubled a fire
        {"type":"transitions","timeZone":Z} asks for a zone's changes of clocks:
          {"version":"2025b","offset":S,"transitions":[[SECOND,OFFSET],…]}

        EXAMPLES:
          carnelian next --cron '0 30 9 ? * MON-FRI' --zone Europe/Berlin
          carnelian next --cron '0 30 2 * * ?' --zone Europe/Berlin \
            --gap fire-at-transition --overlap first --after 2027-03-26T00:00:00Z
          carnelian next --rrule 'FREQ=MONTHLY;BYDAY=-1FR' --count 3
          carnelian next --daily-interval '2 hours' --from 09:00 --to 17:00 \
            --days MON-FRI --calendar holidays --json
          carnelian next --trigger reports.nightly
          echo '{"type":"cron","expression":"0 0 12 * * ?","after":0,"count":2}' |
            carnelian next --stdin
        """#
}
