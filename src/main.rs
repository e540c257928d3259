//! Mounts the app in the browser; on the host, says how to run it.

#[cfg(target_arch = "wasm32")]
fn main() {
    plumbline::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Plumbline runs in a browser. Start it with: cargo xtask serve");
    std::process::exit(2);
}
