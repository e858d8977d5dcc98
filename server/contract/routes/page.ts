import { Type } from 'typebox'

/** How many items of a list are wanted. */
export const limit = Type.Optional(Type.Integer({ minimum: 1, maximum: 1000, default: 200 }))

/** A list: `next` is what to send as `after` for the following page, or null at the end. */
export function page<T extends Parameters<typeof Type.Array>[0]>(item: T) {
  return Type.Object({ items: Type.Array(item), next: Type.Union([Type.String(), Type.Null()]) })
}
