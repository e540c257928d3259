//! Where a JSON pointer stands in a text: line and column for people.
