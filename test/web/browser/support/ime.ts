import type { CDPSession, Page } from 'playwright-core'

/** A Chinese input method: puts characters together, and has every key to itself while it does. */
export interface InputMethod {
  /** Shows these letters as not yet chosen. */
  compose(letters: string): Promise<void>
  /** A key pressed while composing; the input method takes it, the page only hears of it. */
  press(key: ComposingKey): Promise<void>
  /** Ends the composition with this text. */
  choose(text: string): Promise<void>
}

export interface ComposingKey {
  readonly code: string
  readonly key: string
  /** What the page is told as key code: 229 while an input method works, in some browsers the key's own. */
  readonly keyCode: number
}

export async function inputMethodOf(page: Page): Promise<InputMethod> {
  const session: CDPSession = await page.context().newCDPSession(page)
  return {
    async compose(text) {
      await session.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
    },
    async press({ code, key, keyCode }) {
      const shared = { code, key, windowsVirtualKeyCode: keyCode }
      await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...shared })
      await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...shared })
    },
    async choose(text) {
      await session.send('Input.insertText', { text })
    },
  }
}
