import { crc32 as sum, deflateSync } from 'node:zlib';
import type { Random } from './random.ts';

export interface Attachment { readonly name: string; readonly content: Buffer }

/** What a message brings along, by kind; few contents under many names. */
export function attachmentsOf(random: Random): Record<'photo' | 'invoice' | 'list' | 'log', () => Attachment> {
  const photos = Array.from({ length: 5 }, () => photo(random));
  return {
    photo: () => ({ name: `IMG_${random.whole(1000, 9899)}.png`, content: random.pick(photos) }),
    invoice: () => ({ name: `invoice-HH-${random.whole(41_200, 58_900)}.pdf`, content: pdf(['Hearth & Harbor', '', 'Invoice', '', 'Yearly service, labour and travel       149.00', 'Parts                                    31.80', 'Discount of your plan                   -18.08', '', 'Total                                   162.72']) }),
    list: () => ({ name: random.pick(['units.csv', 'list.csv', 'sites-2026.csv']), content: Buffer.from(['unit,floor,tenant,phone', ...Array.from({ length: random.whole(9, 24) }, (_, i) => `${Math.floor(i / 4) + 1}${'ABCD'[i % 4]},${Math.floor(i / 4) + 1},Tenant ${i + 1},+1 555 01${String(20 + i)}`)].join('\n')) }),
    log: () => ({ name: 'harbor-app.log', content: Buffer.from(Array.from({ length: 40 }, (_, i) => `10:4${Math.floor(i / 10)}:${String((i * 7) % 60).padStart(2, '0')} ${i === 37 ? 'ERROR scale: out of memory (8160x6120)' : ['INFO sync', 'INFO jobs 14', 'DEBUG camera open', 'INFO report saved'][i % 4]}`).join('\n')) }),
  };
}

/** A picture of a wall and a floor with a dark patch, 640 × 480 (PNG, RFC 2083). */
function photo(random: Random): Buffer {
  const [width, height] = [640, 480];
  const tint = [random.whole(175, 225), random.whole(165, 205), random.whole(140, 190)] as const;
  const spot = { x: random.whole(180, 460), y: random.whole(250, 400), a: random.whole(50, 130), b: random.whole(24, 70) };
  const edge = random.whole(190, 260);
  const raw = Buffer.alloc((width * 3 + 1) * height);
  for (let y = 0, at = 0; y < height; y++) {
    raw[at++] = 0;
    for (let x = 0; x < width; x++) {
      const far = ((x - spot.x) / spot.a) ** 2 + ((y - spot.y) / spot.b) ** 2;
      const patch = far < 1 ? 0.5 + far * 0.42 : 1;
      const floor = y > edge ? 0.72 + (y - edge) / 1400 : 1;
      const joint = y > edge && ((x + y) % 96 < 2 || (y - edge) % 64 < 2) ? 0.82 : 1;
      const grain = 0.98 + ((x * 31 + y * 17) % 7) / 200;
      for (const colour of tint) raw[at++] = Math.min(255, colour * patch * floor * joint * grain);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw, { level: 6 })), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(sum(body), body.length + 4);
  return whole;
}

/** One page of text (PDF 1.4). */
function pdf(lines: readonly string[]): Buffer {
  const text = `BT /F1 12 Tf 72 760 Td 18 TL ${lines.map((l) => `(${l.replace(/[\\()]/g, '\\$&')}) Tj T*`).join(' ')} ET`;
  const objects = ['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>', '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>', `<< /Length ${text.length} >>\nstream\n${text}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>'];
  let out = '%PDF-1.4\n';
  const places = objects.map((object, i) => {
    const at = out.length;
    out += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = out.length;
  out += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(out, 'latin1');
}
