import type { Announcer } from './announcer.ts';

/** Copies by itself: what the page shows is no secret, and need not travel to the extension. */
export async function copyText(text: string, announcer: Announcer): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announcer.say('Copied.');
  } catch {
    announcer.say('The clipboard could not be written.');
  }
}
