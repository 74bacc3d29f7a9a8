// `npm run test:crash -- --kills 50`: kills the server at random moments under load and accounts for what it had promised.
import { prove } from './proof.ts';

const at = process.argv.indexOf('--kills');
const kills = at > 0 ? Number(process.argv[at + 1]) : 50;
const say = (line: string) => void process.stdout.write(`${line}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
const begun = performance.now();
const proof = await prove({ kills, say });
say(`\n${kills} kills (${Object.entries(proof.kills).map(([who, n]) => `${n} × ${who}`).join(', ')}) in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
say(`${proof.mails} mails acknowledged, ${proof.replies} replies accepted, ${proof.retries} tries again by the outside, ${proof.unknown} replies said to be unknown`);
for (const trouble of proof.troubles) say(`NOT SO: ${trouble}`);
say(proof.troubles.length ? `${proof.troubles.length} troubles` : 'Every acknowledged mail is there exactly once; every accepted reply left, and none twice but those said to be unknown.');
process.exit(proof.troubles.length ? 1 : 0);
