import { z } from 'zod';
import { storable } from './text.ts';

/** Schemas every room shares. */
export const id = z.uuid().meta({ description: 'UUIDv7 made by whoever creates the thing' });
export const time = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601 instant' });
export const zone = z.string().max(64).meta({ description: 'IANA time zone name', example: 'Europe/Berlin' });
export const language = z.string().regex(/^[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*$/).max(35).meta({ description: 'BCP 47 language tag' });
/** Text a person typed: trimmed, no NUL, bounded in characters. */
export const words = (max: number, min = 1) => z.string().overwrite((s) => storable(s).trim()).min(min).max(max);
export const cursor = z.string().max(300).optional();
export const page = <T extends z.core.$ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
/** Beside a team's or the workspace's settings: the fields set there. The others come from the workspace, or are the defaults. */
export const own = z.array(z.string()).describe('fields set here; the others come from the workspace, or are the defaults');
export const ok = z.object({ ok: z.literal(true) });
export const byId = z.object({ id });
