import type { FromConsole, FromServer } from '#contract/live'

export interface SocketEvents {
  opened(): void
  heard(message: FromServer): void
  closed(): void
}

export interface Socket {
  /** @returns false when the socket is not open, so that nothing is believed to be sent. */
  send(message: FromConsole): boolean
  close(): void
}

const LIVE_URL = '/api/live'

/** One websocket to the server of this page. After `close` none of the events is called again. */
export function openSocket(events: SocketEvents): Socket {
  const address = new URL(LIVE_URL, location.href)
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(address)
  let finished = false
  const finish = (): void => {
    if (finished) return
    finished = true
    events.closed()
  }
  socket.onopen = () => {
    if (!finished) events.opened()
  }
  socket.onmessage = (message) => {
    if (!finished) events.heard(JSON.parse(String(message.data)) as FromServer)
  }
  socket.onclose = finish
  return {
    send(message) {
      if (finished || socket.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(message))
      return true
    },
    close() {
      finished = true
      socket.close()
    },
  }
}
