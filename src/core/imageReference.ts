import { goLowerCase } from './goText.ts';

const nameComponent = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const hostComponent = '[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*';
const host = `(?:${hostComponent}(?:\\.${hostComponent})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const tag = '\\w[\\w.-]{0,127}';
const digest = '[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}';

const reference = new RegExp(
  `^${host}/(?<path>${nameComponent}(?:/${nameComponent})*)(?::${tag})?(?:@${digest})?$`,
);
const imageId = /^(?:sha256:)?[a-f0-9]{64}$/;
const maximumPathLength = 255;
/** Ours: more than the longest host, path, tag and digest together. */
const maximumLength = 1024;

/**
 * Why docker refuses to look for an image of this name, in its words; undefined for a well-formed
 * `[host[:port]/]name[:tag][@digest]` and for an image id (distribution/reference
 * ParseAnyReference).
 */
export function imageReferenceFault(image: string): string | undefined {
  if (imageId.test(image)) return undefined;
  if (image.length > maximumLength) return 'invalid reference format';
  const { registry, remainder } = splitRegistry(image);
  const [repository = ''] = remainder.split(':', 1);
  if (goLowerCase(repository) !== repository) {
    return `invalid reference format: repository name (${repository}) must be lowercase`;
  }
  const path = reference.exec(`${registry}/${remainder}`)?.groups?.['path'];
  if (path === undefined) return 'invalid reference format';
  return path.length > maximumPathLength
    ? `repository name must not be more than ${maximumPathLength} characters`
    : undefined;
}

/** `nginx` is `docker.io/library/nginx`; a first part with a dot, a colon or a capital is a host. */
function splitRegistry(image: string): { registry: string; remainder: string } {
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const isHub = first === 'docker.io' || first === 'index.docker.io';
  if (!isHub && (first === 'localhost' || /[.:]/.test(first) || goLowerCase(first) !== first)) {
    return { registry: first, remainder: image.slice(slash + 1) };
  }
  const name = isHub ? image.slice(slash + 1) : image;
  return { registry: 'docker.io', remainder: name.includes('/') ? name : `library/${name}` };
}
