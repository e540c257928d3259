//! Versioned records over a key-value port.
