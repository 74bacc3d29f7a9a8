import { createContext } from 'react'

/** What the channel a message came through offers beyond its words. */
export interface MessageDoors {
  /** The HTML with its remote pictures, by way of this server. */
  readonly withPictures: (messageId: string) => Promise<{ html: string; foldedHtml: string }>
  /** Where the original is downloaded, byte for byte; null where there is none. */
  readonly original: (message: { id: string; channel: string; direction: string }) => string | null
}

export const MessageDoorsContext = createContext<MessageDoors | null>(null)
