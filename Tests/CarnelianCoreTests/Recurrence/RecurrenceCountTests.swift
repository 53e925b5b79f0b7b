import CarnelianCore
import Testing

/// COUNT is found by arithmetic, so it is compared with fires counted one by one.
struct RecurrenceCountTests {
    @Test(arguments: [
        "FREQ=SECONDLY;INTERVAL=37", "FREQ=SECONDLY;INTERVAL=7;BYMINUTE=3,30;BYHOUR=1,2,3",
        "FREQ=SECONDLY;INTERVAL=70;BYSECOND=0,10;BYDAY=SU,MO", "FREQ=SECONDLY;BYHOUR=2;BYMINUTE=59;BYDAY=SU",
        "FREQ=MINUTELY;INTERVAL=13;BYHOUR=0,1,2,3,4", "FREQ=MINUTELY;INTERVAL=5;BYSECOND=0,30;BYSETPOS=-1",
        "FREQ=MINUTELY;INTERVAL=97;BYDAY=SA,SU;BYMINUTE=1,2,3,4,5,6,7,8,9,10",
        "FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,20,40",
        "FREQ=HOURLY;BYHOUR=1,2,3;BYMINUTE=0,59;BYMONTH=3,11", "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30",
        "FREQ=DAILY;INTERVAL=3;BYMONTH=3,11;BYHOUR=2;BYMINUTE=0,15,30,45;BYSETPOS=1,-1",
        "FREQ=WEEKLY;BYDAY=SU,MO;BYHOUR=2",
        "FREQ=MONTHLY;BYDAY=SU;BYHOUR=1,2;BYSETPOS=2,-1", "FREQ=YEARLY;BYWEEKNO=1,10,-1;BYDAY=SU,SA;BYHOUR=1,2",
    ])
    func endsWhereFiresCountedOneByOneEnd(text: String) throws {
        let start = try #require(Timestamp(iso8601: "2026-02-28T00:17:00-05:00"))
        let zone = try TimeZoneRules("America/New_York")
        for policy in [
            nil, ClockChangePolicy(gap: .skip, overlap: .second), .init(gap: .fireAtTransition, overlap: .both),
        ] {
            func fire(_ rule: RecurrenceRule, after: Timestamp) -> Timestamp? {
                RecurrenceTrigger(rule, in: zone).fireTime(after: after, start: start, end: nil, clockChanges: policy)
            }
            let rule = try RecurrenceRule(text)
            var fires = [start.advanced(by: .seconds(-1))]
            while fires.count <= 700, let next = fire(rule, after: fires[fires.count - 1]) { fires.append(next) }
            for count in [1, 30, 31, 200, 449, 699] where count < fires.count {
                let counted = try RecurrenceRule("\(text);COUNT=\(count)")
                #expect(fire(counted, after: fires[count - 1]) == fires[count], "\(counted)")
                #expect(fire(counted, after: fires[count]) == nil, "\(counted)")
            }
            #expect(fires.count > 200, "\(text)")
        }
    }
}
