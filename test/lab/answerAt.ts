import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';

/** What the web server behind a port of this host says; undefined when none answers. */
export function answerAt(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = get({ host: '127.0.0.1', port, timeout: 2_000, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => {
        resolve(text.trim());
      });
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(undefined);
    });
  });
}

/** The same once one answers: a container runs before the server in it listens. */
export async function firstAnswerAt(port: number): Promise<string> {
  for (;;) {
    const answer = await answerAt(port);
    if (answer !== undefined) return answer;
    await setTimeout(100);
  }
}
