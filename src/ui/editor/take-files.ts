import type { EditorView } from '@tiptap/pm/view'
import type { RichTextProps } from '../rich-text.tsx'

/** Pictures go into the text once they are kept; other files are attached. Answers whether there was anything to take. */
export function takeFiles(view: EditorView, files: File[], { onFiles, onAttach }: Pick<RichTextProps, 'onFiles' | 'onAttach'>, at?: number): boolean {
  const pictures = onFiles ? files.filter((file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type)) : []
  const others = files.filter((file) => !pictures.includes(file))
  if (others.length > 0) onAttach?.(others)
  if (pictures.length > 0) void insert(view, pictures, onFiles!, at)
  return files.length > 0
}

async function insert(view: EditorView, pictures: File[], onFiles: NonNullable<RichTextProps['onFiles']>, at: number | undefined) {
  const kept = await onFiles(pictures).catch(() => [])
  if (view.isDestroyed) return
  const picture = view.state.schema.nodes['image']
  if (!picture) return
  const change = view.state.tr
  const nodes = kept.map((file, index) => picture.create({ src: file.url, fileId: file.id, alt: pictures[index]?.name ?? '' }))
  if (nodes.length === 0) return
  if (at === undefined) for (const node of nodes) change.replaceSelectionWith(node)
  else change.insert(Math.min(at, change.doc.content.size), nodes)
  view.dispatch(change.scrollIntoView())
}
