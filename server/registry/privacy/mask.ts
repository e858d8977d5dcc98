/** A phone that people recognise and nobody can ring: `138****0001`; short ones keep their last two signs. */
export function maskedPhone(phone: string): string {
  const plain = phone.replace(/[ -]/g, '')
  return plain.length < 8 ? hidden(plain, 0, 2) : hidden(plain, 3, 4)
}

/** A number of a card: its last four signs. */
export function maskedNumber(number: string): string {
  return number.length < 8 ? hidden(number, 0, 0) : hidden(number, 0, 4)
}

function hidden(text: string, first: number, last: number): string {
  const end = text.length - last
  return text.slice(0, first) + '*'.repeat(Math.max(end - first, 0)) + text.slice(end)
}
