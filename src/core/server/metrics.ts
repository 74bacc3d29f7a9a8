import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** What `/metrics` shows, in Prometheus' text form. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics, prefix: 'baton_' });
const registers = [metrics];

export const requestSeconds = new Histogram({ name: 'baton_request_seconds', help: 'Time to answer, by endpoint and status', labelNames: ['endpoint', 'status'], buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5], registers });
export const jobSeconds = new Histogram({ name: 'baton_job_seconds', help: 'Time a job ran', labelNames: ['job'], buckets: [0.01, 0.05, 0.25, 1, 5, 30], registers });
export const sockets = new Gauge({ name: 'baton_sockets', help: 'Open browser connections', registers });
export const factsSent = new Counter({ name: 'baton_facts_sent_total', help: 'Facts sent to browsers', registers });
export const bugs = new Counter({ name: 'baton_bugs_total', help: 'Unexpected errors', registers });

/** A figure looked up when metrics are read, such as the age of the oldest unsent mail in seconds; not a number while it cannot be. */
export const gauge = (name: string, help: string, read: () => Promise<number>): Gauge =>
  new Gauge({ name: `baton_${name}`, help, registers, async collect() { this.set(await read().catch(() => Number.NaN)); } });
