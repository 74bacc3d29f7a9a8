import { useEditorState, type Editor } from '@tiptap/react'
import { Bold, Code, Italic, List, ListOrdered, Paperclip, TextQuote, type LucideIcon } from 'lucide-react'
import { useRef } from 'react'
import { IconButton } from '../icon-button.tsx'
import { LinkButton } from './link-button.tsx'

type Tool = { name: string; icon: LucideIcon; label: string; shortcut?: string; run: (editor: Editor) => void }

const tools: Tool[] = [
  { name: 'bold', icon: Bold, label: 'Bold', shortcut: '⌘b', run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: 'italic', icon: Italic, label: 'Italic', shortcut: '⌘i', run: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: 'bulletList', icon: List, label: 'List', shortcut: '⌘⇧8', run: (editor) => editor.chain().focus().toggleBulletList().run() },
  { name: 'orderedList', icon: ListOrdered, label: 'Numbered list', shortcut: '⌘⇧7', run: (editor) => editor.chain().focus().toggleOrderedList().run() },
  { name: 'blockquote', icon: TextQuote, label: 'Quote', shortcut: '⌘⇧b', run: (editor) => editor.chain().focus().toggleBlockquote().run() },
  { name: 'code', icon: Code, label: 'Code', shortcut: '⌘e', run: (editor) => editor.chain().focus().toggleCode().run() },
]

/** The small row of signs under the text. */
export function EditorToolbar({ editor, hidden, onFiles }: { editor: Editor; hidden?: boolean | undefined; onFiles: ((files: File[]) => void) | undefined }) {
  const picker = useRef<HTMLInputElement>(null)
  const on = useEditorState({ editor, selector: ({ editor: now }) => [...tools.map((tool) => tool.name), 'link'].filter((name) => now.isActive(name)).join(' ') })
  return (
    <div role="toolbar" aria-label="Formatting" className={hidden ? 'hidden' : 'flex items-center gap-0.5 px-2 pb-1.5'} onMouseDown={(event) => event.target instanceof Element && event.target.closest('button') && event.preventDefault()}>
      {tools.map((tool) => (
        <IconButton key={tool.name} icon={tool.icon} label={tool.label} shortcut={tool.shortcut} size="small" side="top" pressed={on.split(' ').includes(tool.name)} onClick={() => tool.run(editor)} />
      ))}
      <LinkButton editor={editor} on={on.split(' ').includes('link')} />
      {onFiles && (
        <>
          <span aria-hidden className="mx-1 h-4 w-px bg-line-strong" />
          <IconButton icon={Paperclip} label="Attach files" size="small" side="top" onClick={() => picker.current?.click()} />
          <input ref={picker} type="file" multiple hidden aria-label="Attach files" onChange={(event) => { onFiles([...(event.target.files ?? [])]); event.target.value = '' }} />
        </>
      )}
    </div>
  )
}
