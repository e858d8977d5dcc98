import { request } from 'node:http'

/** What came back: status, `set-cookie` and the other headers as one text each. */
export interface ForwardedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** A POST in the clear from one of this machine's own addresses, with the headers a proxy would add. */
export function postFrom(
  localAddress: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): Promise<ForwardedAnswer> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', localAddress, headers: { 'content-type': 'application/json', ...headers } }
    const sent = request(url, options, (answer) => {
      const given = Object.entries(answer.headers).map(([name, value]) => [name, String(value)])
      answer.resume()
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, headers: Object.fromEntries(given) }))
    })
    sent.once('error', reject)
    sent.end(JSON.stringify(body))
  })
}
