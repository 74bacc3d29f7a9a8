import { useRef, useState } from 'react'
import { wordsFor } from '../../../core/web/call.ts'
import { upload, type KeptFile } from '../../../core/web/upload.ts'
import type { Upload } from '../../../ui/upload-list.tsx'

interface UnderWay { readonly id: string; readonly file: File; readonly progress: number; readonly failed?: string }

/** Files on their way to the server; those that arrived belong to the draft. */
export function useUploads(files: readonly KeptFile[], onFiles: (change: (before: readonly KeptFile[]) => readonly KeptFile[]) => void) {
  const [moving, setMoving] = useState<readonly UnderWay[]>([])
  const stops = useRef(new Map<string, AbortController>())
  const patch = (id: string, part: Partial<UnderWay> | null) => setMoving((now) => (part ? now.map((one) => (one.id === id ? { ...one, ...part } : one)) : now.filter((one) => one.id !== id)))
  const send = async (id: string, file: File) => {
    const stop = new AbortController()
    stops.current.set(id, stop)
    try {
      const kept = await upload(file, { signal: stop.signal, onProgress: (progress) => patch(id, { progress }) })
      patch(id, null)
      onFiles((before) => [...before, kept])
    } catch (error) {
      if (!stop.signal.aborted) patch(id, { failed: wordsFor(error), progress: 0 })
    }
  }
  const begin = (all: readonly File[]) => {
    for (const file of all) {
      const id = crypto.randomUUID()
      setMoving((now) => [...now, { id, file, progress: 0 }])
      void send(id, file)
    }
  }
  const shown: Upload[] = [
    ...files.map((file) => ({ id: file.id, name: file.name, size: file.bytes, type: file.type, url: file.url })),
    ...moving.map((one) => ({ id: one.id, name: one.file.name, size: one.file.size, type: one.file.type, ...(one.failed ? { failed: one.failed } : { progress: one.progress }) })),
  ]
  return {
    shown,
    busy: moving.some((one) => !one.failed),
    attach: begin,
    /** Pictures that go into the text: answers where they are. */
    keep: async (pictures: File[]) => (await Promise.all(pictures.map((file) => upload(file)))).map((file) => ({ id: file.id, url: file.url })),
    remove(id: string) {
      stops.current.get(id)?.abort()
      patch(id, null)
      onFiles((before) => before.filter((file) => file.id !== id))
    },
    retry(id: string) {
      const one = moving.find((other) => other.id === id)
      if (!one) return
      patch(id, { failed: undefined, progress: 0 })
      void send(id, one.file)
    },
  }
}
