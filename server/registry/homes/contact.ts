/** A phone as it is compared: without blanks and hyphens. */
export function plainPhone(phone: string): string {
  return phone.replace(/[ -]/g, '')
}

/** Whether an order names each of those that stand there, once. */
export function isWhole(order: readonly string[], standing: readonly string[]): boolean {
  return (
    order.length === standing.length &&
    new Set(order).size === order.length &&
    standing.every((id) => order.includes(id))
  )
}
