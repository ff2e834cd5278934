"""The publisher's desk: closed cases to write about, drafts, publication and withdrawal."""
