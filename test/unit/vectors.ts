import { readFileSync } from 'node:fs';

/** A file of test/fixtures/vectors: an array of cases, as its README describes them. */
export function readVectors(file: string): unknown {
  const url = new URL(`../fixtures/vectors/${file}`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8'));
}
