import { File, FileText, Image, RotateCw, X } from 'lucide-react'
import { classNames } from './class-names.ts'
import { IconButton } from './icon-button.tsx'

export type Upload = {
  id: string
  name: string
  size: number
  type?: string
  /** 0 to 1 while under way; left out when there. */
  progress?: number
  /** Why it did not arrive. */
  failed?: string
  /** Where to open it. */
  url?: string
}

/** Files that are attached or on their way, each with its progress, failure and a way to take it off. */
export function UploadList({ uploads, onRemove, onRetry }: { uploads: readonly Upload[]; onRemove?: (id: string) => void; onRetry?: (id: string) => void }) {
  if (uploads.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-1.5">
      {uploads.map((upload) => {
        const Icon = upload.type?.startsWith('image/') ? Image : /pdf|text|document/.test(upload.type ?? '') ? FileText : File
        return (
          <li key={upload.id} className={classNames('relative flex h-8 max-w-64 items-center gap-2 overflow-hidden rounded-md border bg-paper pl-2 text-meta', upload.failed ? 'border-late-line' : 'border-line-strong', !onRemove && 'pr-2')}>
            <Icon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-muted" />
            {upload.url ? <a href={upload.url} download className="min-w-0 truncate text-ink hover:underline">{upload.name}</a> : <span className="min-w-0 truncate text-ink">{upload.name}</span>}
            <span className={classNames('shrink-0', upload.failed ? 'text-late' : 'text-muted')}>{upload.failed ?? sizeText(upload.size)}</span>
            {upload.failed && onRetry && <IconButton icon={RotateCw} size="small" label={`Try ${upload.name} again`} onClick={() => onRetry(upload.id)} />}
            {onRemove && <IconButton icon={X} size="small" label={`Remove ${upload.name}`} onClick={() => onRemove(upload.id)} className="mr-1 -ml-1" />}
            {upload.progress !== undefined && upload.progress < 1 && !upload.failed && (
              <span role="progressbar" aria-label={upload.name} aria-valuenow={Math.round(upload.progress * 100)} aria-valuemin={0} aria-valuemax={100} className="absolute inset-x-0 bottom-0 h-0.5 origin-left bg-own-solid transition-transform" style={{ transform: `scaleX(${upload.progress})` }} />
            )}
          </li>
        )
      })}
    </ul>
  )
}

/** "812 B", "45 KB", "1.2 MB" */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`
  return `${(bytes / 1_000_000).toFixed(bytes < 10_000_000 ? 1 : 0)} MB`
}
