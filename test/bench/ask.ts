import type { ChildProcess } from 'node:child_process'

/** Asks a process that was forked; one question at a time. Rejects when it ends instead of answering. */
export function ask<Answer>(child: ChildProcess, question: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('a process of the bench ended before it answered'))
    child.once('exit', ended)
    child.once('message', (answer) => {
      child.off('exit', ended)
      resolve(answer as Answer)
    })
    if (question !== null) child.send(question as object)
  })
}

/** The other side: answers every question in turn. A question that cannot be answered ends the process. */
export function answerAll<Question>(answer: (question: Question) => Promise<unknown>): void {
  process.on('message', (question) => {
    void answer(question as Question).then((said) => process.send?.(said ?? {}))
  })
}
