"""Facts that change without the code: files of categories, days and hosts with their readers."""
