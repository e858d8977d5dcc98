/** Small things a browser remembers between visits. A browser that forbids it forgets them, and nothing else breaks. */
export function readKept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Keeps `value` under `key`, or forgets the key when it is null. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Private windows and full disks refuse; the page works on without the memory.
  }
}
