import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { findCalls } from './desk/calls/store.ts'
import type { Channel } from './notify/sender.ts'
import type { NoticeRow } from './notify/store.ts'
import { postWebhook } from './notify/webhook.ts'
import type { HomeService } from './registry/homes/service.ts'

/**
 * What leaves the house for a phone gateway, and where to. Least data: the number of the call, how urgent, where —
 * never an illness, never a name in full (design §8).
 */
export function noticeChannels(config: Config, db: Database, clock: Clock, homes: HomeService) {
  const urls: Readonly<Record<string, string | null>> = {
    shift_lead: config.shiftLeadWebhook,
    first_contact: config.firstContactWebhook,
    duty_manager: config.dutyManagerWebhook,
  }

  async function message(notice: NoticeRow): Promise<Record<string, unknown>> {
    const [call] = await findCalls(db.read, [notice.callId])
    const card = call?.homeId ? await homes.cardInFull(call.homeId) : null
    const contact = notice.target === 'first_contact' ? card?.contacts[0] : undefined
    return {
      notice: notice.id,
      target: notice.target,
      call: call?.number ?? null,
      priority: call?.priority ?? null,
      trigger: call?.trigger ?? null,
      community: card?.community ?? null,
      // By characters: rare surnames take two units of UTF-16.
      surname: [...(card?.residents[0]?.name ?? '')][0] ?? null,
      ...(contact && { phone: contact.phone }),
    }
  }

  return (target: string): Channel => {
    const url = urls[target]
    const secret = config.webhookSecret
    if (!url || secret === null) return null
    return async (notice) => postWebhook({ url, secret }, notice.id, clock.now(), await message(notice))
  }
}
