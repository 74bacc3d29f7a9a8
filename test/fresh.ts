import { clock } from '../src/core/server/clock.ts';
import { log } from '../src/core/server/log.ts';

// Before each file: the present, and a log that says what went wrong to whoever runs the tests.
clock.shift(-clock.shifted());
log.set('error', (line) => void process.stdout.write(line));
