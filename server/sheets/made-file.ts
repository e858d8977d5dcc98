/** A file for whoever asked. */
export interface MadeFile {
  readonly name: string
  readonly bytes: Buffer
}

/** A download: never opened in the browser, and kept by no cache. */
export function asDownload(reply: { header(name: string, value: string): unknown }, { name, bytes }: MadeFile): Buffer {
  reply.header('content-type', 'application/octet-stream')
  reply.header('content-disposition', `attachment; filename="${name}"`)
  reply.header('cache-control', 'no-store')
  return bytes
}
