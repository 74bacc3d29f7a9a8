import type { Out } from '../contract.ts'
import type { file } from '../file-contract.ts'
import { Refused, Unreachable } from './call.ts'

export type KeptFile = Out<typeof file>

/** Sends one file to the server and tells how far it is, from 0 to 1. Rejects with Refused or Unreachable. */
export function upload(one: File, { onProgress, signal }: { onProgress?: (share: number) => void; signal?: AbortSignal } = {}): Promise<KeptFile> {
  return new Promise((kept, failed) => {
    const request = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', one, one.name)
    request.upload.onprogress = (event) => event.lengthComputable && onProgress?.(event.loaded / event.total)
    request.onerror = () => failed(new Unreachable())
    request.onabort = () => failed(new DOMException('The upload was stopped.', 'AbortError'))
    request.onload = () => {
      const said = parse(request.responseText)
      if (request.status < 300) kept(said as unknown as KeptFile)
      else failed(new Refused(String(said['code'] ?? 'server.bug'), request.status, String(said['message'] ?? 'The file did not arrive.'), said['data']))
    }
    signal?.addEventListener('abort', () => request.abort())
    request.open('POST', '/api/files')
    request.send(form)
  })
}

function parse(text: string): Record<string, unknown> {
  try { return JSON.parse(text) as Record<string, unknown> } catch { return {} }
}
