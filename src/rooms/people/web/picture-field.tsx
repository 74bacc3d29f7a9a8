import { useRef } from 'react'
import { Refused } from '../../../core/web/call.ts'
import { upload } from '../../../core/web/upload.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button } from '../../../ui/button.tsx'
import { keepMe } from './account.ts'
import { faceOf, useMe } from './directory.ts'
import { Trouble } from './door.tsx'
import { useSending } from './form.ts'
import { callPeople } from './people-call.ts'

/** My picture: chosen from a file, seen at once, taken away again. */
export function PictureField() {
  const me = useMe()
  const chooser = useRef<HTMLInputElement>(null)
  const { busy, error, run } = useSending(async () => undefined)
  const set = (fileId: string | null) => callPeople('PUT /me/picture', { body: { fileId } }).then(keepMe)
  const take = (file: File | undefined) => file && run(async () => {
    const kept = await upload(file)
    if (!kept.showable) throw new Refused('files.no-picture', 400, 'Choose a picture: PNG, JPEG, WebP or GIF.', null)
    await set(kept.id)
  })
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center gap-3">
        <Avatar person={faceOf(me)} size={40} decorative />
        <input ref={chooser} type="file" accept="image/png,image/jpeg,image/webp,image/gif" className="sr-only" tabIndex={-1} aria-hidden onChange={(event) => { take(event.target.files?.[0]); event.target.value = '' }} />
        <Button size="small" loading={busy} onClick={() => chooser.current?.click()}>{me.picture ? 'Change picture' : 'Add a picture'}</Button>
        {me.picture && <Button size="small" variant="ghost" onClick={() => run(() => set(null))}>Take away</Button>}
      </div>
      <Trouble>{error}</Trouble>
    </div>
  )
}
