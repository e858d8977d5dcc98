import { useCallback, useEffect, useRef } from 'react'
import type { Account } from '#contract/accounts'
import type { FromConsole } from '#contract/live'
import { Refusal } from '../../shared/api/refusal.ts'
import { useConnection } from '../connection/connection-store.ts'
import { useDuty } from '../duty/duty-store.ts'
import { dutyRefused, resumeDuty, seatLost } from '../duty/going-on-duty.ts'
import { listenForShortcuts } from '../keys/listening.ts'
import { sayFailure } from '../notice/notice-store.ts'
import { queryClient } from '../query-client.ts'
import { probeSession } from '../session/session.ts'
import { accountAudio, seekLeadership, shareLeadersSound } from '../sound/leadership.ts'
import { startRinger } from '../sound/ringer.ts'
import { onAudioState } from '../sound/speaker.ts'
import { type Feed, startFeed } from './feed.ts'
import { EMPTY_STREAM } from './stream.ts'
import { changeStream } from './stream-store.ts'

type Send = (message: FromConsole) => boolean

/**
 * Everything that runs while the desk is open: feed, keys, bell.
 * @returns the way to say something on the feed.
 */
export function useLiveDesk(account: Account): Send {
  const feed = useRef<Feed | null>(null)
  const send = useCallback<Send>((message) => feed.current?.send(message) ?? false, [])
  useEffect(() => {
    const started = openFeed(send)
    feed.current = started
    const stops = [listenForShortcuts(), startRinger(), tellSoundChanges(send), () => started.stop(), forget]
    return () => {
      feed.current = null
      for (const stop of stops) stop()
    }
  }, [send])
  useEffect(() => leadWhileOnDuty(account.id), [account.id])
  useEffect(() => shareLeadersSound(account.id), [account.id])
  return send
}

function openFeed(send: Send): Feed {
  return startFeed({
    audio: accountAudio,
    touched(ids) {
      for (const id of ids) void queryClient.invalidateQueries({ queryKey: ['call', id] })
    },
    refused(code, greeted) {
      if (code === 'not_signed_in') void probeSession()
      // The first thing we say is which protocol we speak; a server that cannot take it is of another version.
      else if (code === 'bad_request' && !greeted) useConnection.setState({ outdated: true })
      else if (!dutyRefused(code)) sayFailure(new Refusal(400, { code }))
    },
    dropped: () => void probeSession(),
    resumed: (onDuty) => resumeDuty(send, onDuty),
    seatLost,
  })
}

/** The server hears of a blocked sound at once, not with the next beat. */
function tellSoundChanges(send: Send): () => void {
  return onAudioState(() => send({ type: 'beat', audio: accountAudio() }))
}

/** Only windows that are on duty queue for the right to sound, so that an idle one never holds it. */
function leadWhileOnDuty(accountId: string): () => void {
  let leave: (() => void) | null = null
  const look = (toneHeard: boolean): void => {
    if (toneHeard && !leave) leave = seekLeadership(accountId)
    if (!toneHeard && leave) {
      leave()
      leave = null
    }
  }
  look(useDuty.getState().toneHeard)
  const stop = useDuty.subscribe((duty) => look(duty.toneHeard))
  return () => {
    stop()
    leave?.()
  }
}

/** The next account of this browser starts with nothing of the one before. */
function forget(): void {
  changeStream(() => EMPTY_STREAM)
  useDuty.setState({ step: 'none', toneHeard: false })
}
