// Builds the browser's part to dist/web and the server's programs to dist/. Run by hand it always builds.
import { install, root } from './install.mjs';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const stampFile = join(root, 'dist', '.stamp');

/** Every file that a build depends on. */
function sources() {
  const below = (folder) => {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() ? below(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
  };
  const single = ['package-lock.json', 'vite.config.ts', 'scripts/build.mjs', 'tsconfig.base.json'].filter((file) => existsSync(join(root, file)));
  return [...below('src').filter((file) => !/\.test\.tsx?$/.test(file)), ...single].sort();
}

const hash = (parts) => parts.reduce((sum, part) => sum.update(part), createHash('sha256')).digest('hex');
const byListing = (files) => hash(files.map((file) => ((stat) => `${file} ${stat.size} ${stat.mtimeMs}\n`)(statSync(join(root, file)))));
const byContent = (files) => hash(files.flatMap((file) => [`${file}\n`, readFileSync(join(root, file))]));

/** Sizes and times first, content only when they differ: a copied tree has new times and the same content. */
export function built() {
  if (!existsSync(join(root, 'src'))) return true;
  if (!existsSync(stampFile)) return false;
  const stamp = JSON.parse(readFileSync(stampFile, 'utf8'));
  const files = sources();
  if (stamp.listing === byListing(files)) return true;
  if (stamp.content !== byContent(files)) return false;
  writeStamp(files);
  return true;
}

function writeStamp(files) {
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ listing: byListing(files), content: byContent(files) }));
}

/** The programs, and the threads that rooms start. */
const entries = (files) => files.filter((file) => /^src\/app\/(server|worker|cli)\.ts$|^src\/rooms\/.*-worker\.ts$/.test(file));

/** Text is compressed once, here, and not at each request. */
function compress(folder) {
  for (const entry of existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : []) {
    if (!entry.isFile() || !/\.(js|css|svg|html)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path);
    if (text.length < 1024) continue;
    writeFileSync(`${path}.gz`, gzipSync(text, { level: 9 }));
    writeFileSync(`${path}.br`, brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

async function build() {
  install();
  console.log('Building …');
  const begun = Date.now();
  rmSync(stampFile, { force: true });
  const files = sources();
  process.env.NODE_ENV = 'production';
  const [esbuild, vite] = await Promise.all([import('esbuild'), import('vite')]);
  await Promise.all([
    esbuild.build({
      absWorkingDir: root, entryPoints: entries(files), outdir: 'dist', entryNames: '[name]', logLevel: 'warning',
      bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20', sourcemap: true,
    }),
    existsSync(join(root, 'src/app/index.html')) && vite.build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' }),
  ]);
  compress(join(root, 'dist/web'));
  writeStamp(files);
  console.log(`Built in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await build().catch((error) => {
    console.error(`The build failed: ${error.message ?? error}`);
    process.exit(1);
  });
}
