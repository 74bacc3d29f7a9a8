import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Binaries } from './binaries.ts';

/** Copies the programs to a folder that any user can reach (a checkout in root's home is not), once for a version. */
export function transplant(binaries: Binaries, systemFolder: string): Binaries {
  const folder = join(systemFolder, `postgres-${binaries.version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.new-${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
    copyReadable(binaries.folder, unfinished);
    try {
      renameSync(unfinished, folder);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      if (!existsSync(folder)) throw error;
    }
  }
  return { ...binaries, folder };
}

function copyReadable(from: string, to: string): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyReadable(source, target);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, basename(from) === 'bin' ? 0o755 : 0o644);
    }
  }
}
