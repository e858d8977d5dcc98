import { create } from 'zustand'
import { EMPTY_STREAM, type Stream } from './stream.ts'

/** The one copy of the live calls in this page. Changed by the feed and by replies to our own commands only. */
export const useStream = create<Stream>(() => EMPTY_STREAM)

export function changeStream(change: (stream: Stream) => Stream): void {
  useStream.setState(change, true)
}
