/** The keys of a shortcut, drawn as keys. */
export function KeyCaps({ caps }: { readonly caps: readonly string[] }) {
  return (
    <span className="key-caps">
      {caps.map((cap) => (
        <kbd key={cap}>{cap}</kbd>
      ))}
    </span>
  )
}
