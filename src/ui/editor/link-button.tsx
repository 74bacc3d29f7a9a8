import type { Editor } from '@tiptap/react'
import { Link } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../button.tsx'
import { IconButton } from '../icon-button.tsx'
import { Popover } from '../popover.tsx'
import { TextInput } from '../text-input.tsx'

/** Puts a link on the chosen words, changes it or takes it off. */
export function LinkButton({ editor, on }: { editor: Editor; on: boolean }) {
  const [open, setOpen] = useState(false)
  const [address, setAddress] = useState('')
  const change = (next: boolean) => {
    if (next) setAddress(String(editor.getAttributes('link')['href'] ?? ''))
    setOpen(next)
  }
  const save = () => {
    const href = /^[a-z]+:/i.test(address) ? address : `https://${address}`
    const words = editor.chain().focus().extendMarkRange('link')
    if (!address.trim()) words.unsetLink().run()
    else if (editor.state.selection.empty && !on) words.insertContent({ type: 'text', text: address, marks: [{ type: 'link', attrs: { href } }] }).run()
    else words.setLink({ href }).run()
    setOpen(false)
  }
  return (
    <Popover trigger={<IconButton icon={Link} label="Link" size="small" side="top" pressed={on} />} label="Link" side="top" open={open} onOpenChange={change} className="w-80 p-2">
      <form className="flex gap-2" onSubmit={(event) => { event.preventDefault(); event.stopPropagation(); save() }}>
        <TextInput aria-label="Address" value={address} onChange={setAddress} placeholder="https://" className="flex-1" autoFocus />
        <Button type="submit">{on && !address.trim() ? 'Remove' : 'Set link'}</Button>
      </form>
    </Popover>
  )
}
