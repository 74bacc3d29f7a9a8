import { Extension, type Extensions } from '@tiptap/core'
import Image from '@tiptap/extension-image'
import Mention from '@tiptap/extension-mention'
import Placeholder from '@tiptap/extension-placeholder'
import StarterKit from '@tiptap/starter-kit'
import type { SuggestionOptions } from '@tiptap/suggestion'
import type { Mentionable } from '../rich-text.tsx'
import { askedMentions, changeNearest } from './asked-mentions.ts'

export type MentionPlugin = Omit<SuggestionOptions<Mentionable>, 'editor'>

/** A picture that remembers which kept file it shows. */
const Picture = Image.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      fileId: { default: null, parseHTML: (element) => element.getAttribute('data-file-id'), renderHTML: ({ fileId }) => (fileId ? { 'data-file-id': fileId } : {}) },
    }
  },
})

/** A mention that says whom and, where it was chosen, what for: `<span data-mention="person" data-id="…" data-intent="question">@Ben</span>`. */
const Named = Mention.extend({
  addAttributes() {
    return {
      id: { default: null, parseHTML: (element) => element.getAttribute('data-id'), renderHTML: ({ id }) => ({ 'data-id': id }) },
      label: { default: null, parseHTML: (element) => (element.textContent ?? '').replace(/^@/, ''), renderHTML: () => ({}) },
      kind: { default: 'person', parseHTML: (element) => element.getAttribute('data-mention'), renderHTML: ({ kind }) => ({ 'data-mention': kind }) },
      intent: { default: null, parseHTML: (element) => element.getAttribute('data-intent'), renderHTML: ({ intent }) => (intent ? { 'data-intent': intent } : {}) },
    }
  },
  addProseMirrorPlugins() {
    return [...(this.parent?.() ?? []), askedMentions()]
  },
  addKeyboardShortcuts() {
    return { ...this.parent?.(), 'Mod-j': ({ editor }) => changeNearest(editor.state, editor.view.dispatch.bind(editor.view)) }
  },
  parseHTML() {
    return [{ tag: 'span[data-mention]' }]
  },
})

/** What can be written: the closed list of a message. */
export function extensionsFor({ placeholder, mentions, submit }: { placeholder: () => string; mentions: MentionPlugin | undefined; submit: () => void }): Extensions {
  return [
    StarterKit.configure({
      heading: false, horizontalRule: false, strike: false, underline: false,
      link: { openOnClick: false, autolink: true, linkOnPaste: true, defaultProtocol: 'https', protocols: ['https', 'http', 'mailto', 'tel'], HTMLAttributes: { rel: 'noopener noreferrer', target: null } },
    }),
    Placeholder.configure({ placeholder }),
    Picture.configure({ inline: false, allowBase64: false }),
    ...(mentions ? [Named.configure({ suggestion: mentions, renderHTML: ({ node, options }) => ['span', { ...options.HTMLAttributes, 'data-id': node.attrs['id'], 'data-mention': node.attrs['kind'], ...(node.attrs['intent'] ? { 'data-intent': node.attrs['intent'] } : {}) }, `@${node.attrs['label']}`], renderText: ({ node }) => `@${node.attrs['label']}` })] : []),
    Extension.create({ name: 'submit', priority: 1000, addKeyboardShortcuts: () => ({ 'Mod-Enter': () => (submit(), true) }) }),
  ]
}
