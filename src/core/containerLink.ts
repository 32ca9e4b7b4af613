/**
 * One value of `docker run --link`: `CONTAINER[:ALIAS]`, or what docker shows of a link it has,
 * `/container:/owner/alias` (docker/cli opts.ParseLink).
 */
export interface ContainerLink {
  readonly container: string;
  /** Docker takes an empty alias and records no link. */
  readonly alias: string;
}

export type LinkReading =
  | { readonly ok: true; readonly link: ContainerLink }
  | { readonly ok: false; readonly message: string };

export function readLink(text: string): LinkReading {
  if (text === '') return { ok: false, message: 'empty string specified for links' };
  const [name = '', alias = name, ...more] = text.split(':', 3);
  if (more.length > 0) return { ok: false, message: `bad format for links: ${text}` };
  const shownByDocker = name.startsWith('/') && text.includes(':');
  return {
    ok: true,
    link: {
      container: name.replace(/^\//, ''),
      alias: shownByDocker ? alias.slice(alias.lastIndexOf('/') + 1) : alias.replace(/^\/+/, ''),
    },
  };
}
