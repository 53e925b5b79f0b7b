// One import gives the user the values as well as the scheduler.
@_exported public import CarnelianCore
