import { Dialog } from './dialog.tsx'
import { Kbd } from './kbd.tsx'
import { useListedKeys, type ListedKey } from './keys.ts'

/** All keys that work here now, by group. Opened with `?`. */
export function ShortcutSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const groups = new Map<string, ListedKey[]>()
  for (const key of useListedKeys()) groups.set(key.group, [...(groups.get(key.group) ?? []), key])
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" width="large">
      <div role="group" aria-label="All keys" tabIndex={0} className="columns-2 gap-8 outline-offset-4 max-sm:columns-1">
        {[...groups].map(([group, keys]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-meta font-medium text-muted">{group}</h3>
            <ul>
              {keys.map((key) => (
                <li key={key.keys} className="flex h-8 items-center justify-between gap-4 border-b border-line text-ui">
                  {key.label}
                  <Kbd keys={key.keys} className="max-sm:inline-flex!" />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
