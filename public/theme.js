// Sets the chosen theme before the first paint. Without a choice the system's theme holds.
try {
  // The app stores JSON, so the word may stand in quotation marks.
  const theme = (localStorage.getItem("plumbline/theme") || "").replace(/"/g, "");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is blocked: nothing was chosen.
}
