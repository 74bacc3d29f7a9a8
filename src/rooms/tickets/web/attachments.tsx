import { Download } from 'lucide-react'
import { useState } from 'react'
import { Dialog } from '../../../ui/dialog.tsx'
import { UploadList, sizeText } from '../../../ui/upload-list.tsx'
import type { Message } from './tickets-call.ts'

type File = Message['files'][number]

/** The files of a message: pictures as small previews that open large, others to download. */
export function Attachments({ files }: { files: readonly File[] }) {
  const [open, setOpen] = useState<File | null>(null)
  if (files.length === 0) return null
  const pictures = files.filter((file) => file.showable && file.type.startsWith('image/'))
  const others = files.filter((file) => !pictures.includes(file))
  return (
    <div className="flex flex-col gap-2">
      {pictures.length > 0 && (
        <ul className="flex flex-wrap gap-2">
          {pictures.map((file) => (
            <li key={file.id}>
              <button type="button" onClick={() => setOpen(file)} aria-label={`Show ${file.name}`} data-tip={`${file.name}, ${sizeText(file.bytes)}`} className="block overflow-hidden rounded-md border border-line-strong hover:border-control-line">
                <img src={file.url} alt="" loading="lazy" className="h-20 max-w-40 object-cover" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <UploadList uploads={others.map((file) => ({ id: file.id, name: file.name, size: file.bytes, type: file.type, url: `${file.url}?save=1` }))} />
      {open && (
        <Dialog open onOpenChange={(stay) => !stay && setOpen(null)} width="large" title={open.name} description={sizeText(open.bytes)} footer={<a href={`${open.url}?save=1`} download className="flex h-8 items-center gap-2 rounded-md border border-line-strong px-3 text-ui font-medium hover:bg-hover"><Download aria-hidden size={15} />Download</a>}>
          <img src={open.url} alt={open.name} className="mx-auto max-h-[60vh] max-w-full rounded-md object-contain" />
        </Dialog>
      )}
    </div>
  )
}
