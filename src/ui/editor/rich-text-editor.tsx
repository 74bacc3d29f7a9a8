import { EditorContent, useEditor } from '@tiptap/react'
import { useEffect, useImperativeHandle, useRef } from 'react'
import { classNames } from '../class-names.ts'
import type { RichTextProps } from '../rich-text.tsx'
import { EditorToolbar } from './editor-toolbar.tsx'
import { extensionsFor } from './extensions.ts'
import './editor.css'
import { MentionList } from './mention-list.tsx'
import { useMentions } from './use-mentions.ts'
import { takeFiles } from './take-files.ts'

/** The editor itself; use RichText, which loads it late. */
export default function RichTextEditor(props: RichTextProps) {
  const latest = useRef(props)
  latest.current = props
  const mentions = useMentions((query, signal) => latest.current.suggest?.(query, signal) ?? Promise.resolve([]))
  const editor = useEditor({
    extensions: extensionsFor({
      placeholder: () => latest.current.placeholder ?? '',
      mentions: props.suggest ? mentions.plugin : undefined,
      submit: () => latest.current.onSubmit?.(),
    }),
    content: props.value,
    autofocus: props.autoFocus ? 'end' : false,
    injectCSS: false,
    shouldRerenderOnTransaction: false,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label, class: 'prose editor-text' },
      // Leaves what is written for the page and its keys; what is around it may close by the same key.
      handleKeyDown: (view, event) => { if (event.key === 'Escape' && !mentions.isOpen()) view.dom.blur(); return false },
      handlePaste: (view, event) => takeFiles(view, [...(event.clipboardData?.files ?? [])], latest.current),
      handleDrop: (view, event) => takeFiles(view, [...((event as DragEvent).dataTransfer?.files ?? [])], latest.current, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos),
    },
    onUpdate: ({ editor: now }) => {
      latest.current.onTyping?.()
      latest.current.onChange(now.isEmpty ? '' : now.getHTML(), now.getText({ blockSeparator: '\n' }))
    },
  })

  useEffect(() => {
    // Between leaving and coming back there is an editor that has ended.
    if (!editor.schema) return
    const shown = editor.isEmpty ? '' : editor.getHTML()
    if (props.value !== shown) editor.commands.setContent(props.value, { emitUpdate: false })
  }, [editor, props.value])

  useEffect(() => {
    if (editor.schema) editor.setOptions({ editorProps: { ...editor.options.editorProps, attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': props.label, class: 'prose editor-text' } } })
  }, [editor, props.label, props.placeholder])

  useImperativeHandle(props.handle, () => ({
    // One that has ended has no commands any more. The view is focused at once: its command waits for a frame, and keys pressed until then would act on the page.
    focus: () => { if (editor.isDestroyed) return; editor.view.focus(); editor.commands.focus('end') },
    insert: (html) => { if (editor.isDestroyed) return; editor.view.focus(); editor.chain().focus().insertContent(html).run() },
    clear: () => { if (!editor.isDestroyed) editor.commands.clearContent(true) },
  }), [editor])

  return (
    <div className={classNames('flex min-h-0 flex-col', props.className)}>
      <div className={classNames('flex-1 overflow-y-auto px-3 py-2.5', props.resting ? '' : 'min-h-20')} onClick={(event) => event.target === event.currentTarget && editor.commands.focus('end')}>
        <EditorContent editor={editor} />
      </div>
      <EditorToolbar editor={editor} hidden={props.resting} onFiles={props.onFiles || props.onAttach ? (files) => takeFiles(editor.view, files, latest.current) : undefined} />
      {mentions.open && <MentionList {...mentions.open} />}
    </div>
  )
}
