/** The address, or an Error whose sentence names where it came from and what it may begin with. */
export function address(from: string, value: unknown, protocols: readonly string[]): string {
  const text = String(value)
  if (URL.canParse(text) && protocols.includes(new URL(text).protocol)) return text
  throw new Error(
    `${from}: “${text}” is not an address that begins with ${protocols.map((one) => `${one}//`).join(' or ')}.`,
  )
}
