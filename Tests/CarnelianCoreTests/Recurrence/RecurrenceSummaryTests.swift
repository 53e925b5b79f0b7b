import CarnelianCore
import Testing

struct RecurrenceSummaryTests {
    @Test(arguments: [
        ("FREQ=DAILY", "Every day"),
        ("FREQ=SECONDLY;INTERVAL=30", "Every 30 seconds"),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;BYHOUR=9;BYMINUTE=0;COUNT=10",
            "Every 2 weeks on Monday and Friday at 09:00, 10 times"
        ),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "Every week on Monday to Friday"),
        ("FREQ=WEEKLY;BYDAY=FR,SA,SU", "Every week on Friday to Sunday"),
        ("FREQ=WEEKLY;BYDAY=MO,WE,SU", "Every week on Monday, Wednesday and Sunday"),
        ("FREQ=MONTHLY;BYDAY=1SU,-1SU;COUNT=1", "Every month on the 1st Sunday and the last Sunday of the month, once"),
        ("FREQ=MONTHLY;BYDAY=-2MO", "Every month on the 2nd to last Monday of the month"),
        ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "Every month on Friday if it is day 13 of the month"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15,-1", "Every month on days 1 and 15 and the last day of the month"),
        ("FREQ=YEARLY;BYDAY=20MO", "Every year on the 20th Monday of the year"),
        (
            "FREQ=YEARLY;BYDAY=MO;BYWEEKNO=20,-1;WKST=SU",
            "Every year on Monday in week 20 and the last week of the year, weeks beginning on Sunday"
        ),
        ("FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,-1", "Every 3 years on days 1 and 100 and the last day of the year"),
        (
            "FREQ=YEARLY;BYMONTH=1,7;UNTIL=20261224T180000Z",
            "Every year in January and July, until 2026-12-24T18:00:00Z"
        ),
        ("FREQ=YEARLY;UNTIL=20261224", "Every year, until 2026-12-24"),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2",
            "Every month on Monday to Friday, only the 2nd to last of these in each month"
        ),
        ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12", "Every 20 minutes at hours 9 to 12"),
        ("FREQ=HOURLY;BYMINUTE=0,30;BYSECOND=15", "Every hour at second 15 of minutes 0 and 30"),
        ("FREQ=DAILY;BYHOUR=8,20;BYMINUTE=0;BYSECOND=30", "Every day at 08:00:30 and 20:00:30"),
        ("FREQ=DAILY;UNTIL=20261224T180000", "Every day, until 2026-12-24T18:00:00"),
    ])
    func saysItInEnglish(text: String, summary: String) throws {
        #expect(try RecurrenceRule(text).summary == summary)
    }
}
