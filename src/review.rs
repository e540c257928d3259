//! What a person does with a lens.
