// The module's files stand in the folders beside this one.
