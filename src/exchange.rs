//! Files from elsewhere and files to take along.
