"""People (操作人): who may sign in for which organization, in which roles."""
