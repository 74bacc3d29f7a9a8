import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Every component in every state, for looking at; never part of the product's build. */
export default defineConfig({
  root: at('.'),
  publicDir: at('../../app/public'),
  plugins: [react(), tailwind()],
  cacheDir: at('../../../node_modules/.vite-gallery'),
  build: { outDir: at('../../../.build/gallery'), emptyOutDir: true, target: ['chrome123'], cssTarget: ['chrome123'] },
  server: { port: 5190, cors: { origin: [/^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/, 'null'] } },
})
