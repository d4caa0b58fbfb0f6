// A stand-in where the browser gives a framed page no storage: the conversation then lasts as long as the page.

for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].getItem(name);
  } catch {
    const kept = new Map();
    const storage = {
      getItem: (key) => kept.get(String(key)) ?? null,
      setItem: (key, value) => void kept.set(String(key), String(value)),
      removeItem: (key) => void kept.delete(String(key)),
    };
    Object.defineProperty(window, name, { value: storage });
  }
}
