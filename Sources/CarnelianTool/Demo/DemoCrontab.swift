/// The crontab that the demonstration imports when no other is named: the text of `Examples/crontab/crontab`.
package enum DemoCrontab {
    package static let text = #"""
        # A system-wide crontab in the form of Debian's /etc/crontab, for
        # `carnelian import crontab` and `scripts/demo`. Its commands only look:
        # they change nothing on any machine.

        SHELL=/bin/sh
        PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin

        # Example of job definition:
        # .---------------- minute (0 - 59)
        # |  .------------- hour (0 - 23)
        # |  |  .---------- day of month (1 - 31)
        # |  |  |  .------- month (1 - 12) OR jan,feb,mar,apr ...
        # |  |  |  |  .---- day of week (0 - 6) (Sunday=0 or 7) OR sun,mon,tue,wed,thu,fri,sat
        # |  |  |  |  |
        # *  *  *  *  * user-name command to be executed
        17 *	* * *	root	cd / && [ ! -d /etc/cron.hourly ] || run-parts --test --report /etc/cron.hourly
        25 6	* * *	root	cd / && [ ! -d /etc/cron.daily ] || run-parts --test --report /etc/cron.daily
        47 6	* * 7	root	cd / && [ ! -d /etc/cron.weekly ] || run-parts --test --report /etc/cron.weekly
        52 6	1 * *	root	cd / && [ ! -d /etc/cron.monthly ] || run-parts --test --report /etc/cron.monthly

        */5 * * * *	root	df -P / | tail -n 1
        * * * * *	root	date -u +\%Y-\%m-\%dT\%H:\%M:\%SZ
        30 9 * * mon-fri	root	uptime
        0 12 13 * fri	root	echo "every 13th, and every Friday"
        59 23 28-31 * *	root	cat%a report that comes in%on standard input
        @daily	root	uname -a
        @reboot	root	echo "the machine has started"

        """#
}
